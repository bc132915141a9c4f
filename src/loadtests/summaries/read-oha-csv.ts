import {readDigitRows} from '../read-digit-rows.js'
import type {RowReader} from '../reading.js'
import {noStartTime} from '../row-flags.js'

/**
 * Reads what `oha --output-format csv` writes: a row for each answer, in seconds since oha started. Old
 * releases have a column less. Requests without an answer are in no row.
 *
 * @source https://github.com/hatoo/oha (src/printer.rs)
 */
export const readOhaCsv: RowReader = async ({chunks, file, tally}) => {
  const label = tally.labelId('all requests')
  const flags = await readDigitRows({
    chunks,
    file,
    delimiter: ',',
    columns: 'header',
    take(cells, header) {
      const [startS, timeS, status] = names.map((name) => Number.parseFloat(cells(header.indexOf(name))))
      if (startS === undefined || timeS === undefined || status === undefined) return false
      if (!(startS >= 0 && timeS >= 0 && status >= 100)) return false
      tally.add(label, startS * 1000, timeS * 1e6, status >= 400)
      return true
    },
  })
  return {
    tool: 'oha',
    format: 'oha CSV',
    toolVersion: null,
    loop: null,
    startedAt: null,
    flags: [...flags, noStartTime],
  }
}

const names = ['request-start', 'request-duration', 'status']
