import {columnOf, csvRows} from '../csv-rows.js'
import {figureOf} from '../json-values.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * Refuses the CSV of Taurus' final-stats (`dump-csv`): it tells how many samples there were and not in what time, so
 * there is no rate. The error says what is in it, and which file of the same run has the rest.
 *
 * @source https://github.com/Blazemeter/taurus (bzt/modules/reporting.py)
 */
export const refuseFinalStatsCsv: SummaryReader = ({text, file}) => {
  const rows = csvRows({text, file})
  const [label, throughput] = [columnOf(rows.header, 'label'), columnOf(rows.header, 'throughput')]
  let sampleCount: number | null = null
  for (const cells of rows.records()) if (cells[label] === '') sampleCount = figureOf(cells[throughput])
  throw unreadable({
    file,
    what: `tells ${sampleCount ?? 'its'} samples of Taurus and not in what time, so no rate`,
    suggestions: ['import kpi.jtl of the same run in its place', 'let Taurus write XML: final-stats: dump-xml'],
  })
}
