import {readDigitRows} from '../read-digit-rows.js'
import type {RowReader} from '../reading.js'

/**
 * Reads what `h2load --log-file` writes, tabs between: the start in microseconds of the epoch, the status (-1 for a
 * request without an answer), and the time in microseconds.
 *
 * @source https://nghttp2.org/documentation/h2load.1.html (--log-file)
 */
export const readH2loadLog: RowReader = async ({chunks, file, tally}) => {
  const label = tally.labelId('all requests')
  const flags = await readDigitRows({
    chunks,
    file,
    delimiter: '\t',
    columns: 3,
    take(cells) {
      const [startUs, status, timeUs] = [cells(0), cells(1), cells(2)].map(Number)
      if (startUs === undefined || status === undefined || timeUs === undefined) return false
      if (!(startUs > 0 && status >= -1 && timeUs >= 0)) return false
      tally.add(label, startUs / 1000, timeUs, status < 200 || status >= 400)
      return true
    },
  })
  return {tool: 'h2load', format: 'h2load log', toolVersion: null, loop: 'closed', startedAt: null, flags}
}
