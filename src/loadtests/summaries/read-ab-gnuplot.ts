import type {LoadTestFlag} from '../../documents/load-test.js'
import {readDigitRows} from '../read-digit-rows.js'
import type {RowReader} from '../reading.js'

/**
 * Reads what `ab -g` writes, tabs between: the start as a date and in whole seconds of the epoch, then connect,
 * processing, total and waiting time in ms. Rows are sorted by total time, not by when they were sent; the tally does
 * not mind. The status is in no row, so no request counts as failed.
 *
 * @source https://httpd.apache.org/docs/2.4/programs/ab.html
 */
export const readAbGnuplot: RowReader = async ({chunks, file, tally}) => {
  const label = tally.labelId('all requests')
  const flags = await readDigitRows({
    chunks,
    file,
    delimiter: '\t',
    columns: 'header',
    take(cells) {
      const [startS, timeMs] = [Number(cells(1)), Number(cells(4))]
      if (!(startS > 0 && cells(4) !== '' && timeMs >= 0)) return false
      tally.add(label, startS * 1000, timeMs * 1000, false)
      return true
    },
  })
  return {
    tool: 'ab',
    format: 'ab gnuplot',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [...flags, noStatus],
  }
}

const noStatus: LoadTestFlag = {
  code: 'errors-unknown',
  severity: 'warning',
  text: 'ab -g tells no status: no request counts as failed here, the text of ab tells how many did',
}
