import {type OpenPart, openPart, PartUnreadable} from './decode-part.js'
import {dimensionText} from './dimension-text.js'
import {instantsOf, type PartRun} from './part-rows.js'
import {partColumns} from './part-schema.js'

/**
 * Reads every column of a part and compares it with the part's index, which is what the fast reading trusts. Throws
 * PartUnreadable for the first thing that is wrong.
 */
export async function checkPart(bytes: Uint8Array): Promise<void> {
  const part = openPart(bytes)
  const texts = part.series.map(({dimensions}) => dimensionText(dimensions))
  const expected: [name: string, pick: (run: PartRun) => string | number][] = [
    [partColumns.account.name, () => part.account],
    [partColumns.region.name, () => part.region],
    [partColumns.namespace.name, () => part.namespace],
    [partColumns.metric.name, () => part.metricName],
    [partColumns.stat.name, (run) => part.series[run.seriesIndex]?.stat ?? ''],
    [partColumns.dimensions.name, (run) => texts[run.seriesIndex] ?? ''],
    [partColumns.periodS.name, (run) => run.periodS],
    [partColumns.pulledAt.name, (run) => run.pulledAtMs],
  ]
  for (const [name, pick] of expected) await checkRepeated(part, name, pick)
  await checkInstants(part)
  const values = await part.readColumn(partColumns.value.name)
  for (let i = 0; i < part.rowCount; i++) if (!Number.isFinite(values[i])) throw wrong(partColumns.value.name)
}

async function checkRepeated(part: OpenPart, name: string, pick: (run: PartRun) => string | number): Promise<void> {
  const column = await part.readColumn(name)
  let row = 0
  for (const run of part.runs) {
    const value = pick(run)
    for (const end = row + run.rowCount; row < end; row++) {
      const found = column[row]
      if ((typeof found === 'bigint' ? Number(found) : found) !== value) throw wrong(name)
    }
  }
}

async function checkInstants(part: OpenPart): Promise<void> {
  const {name} = partColumns.measuredAt
  const column = await part.readColumn(name)
  let row = 0
  const claimed = instantsOf(part.runs, part.rowCount)
  for (const {firstAtMs, lastAtMs, periodS, rowCount} of part.runs) {
    const instants = Array.from({length: rowCount}, (_, i) => Number(column[row + i]))
    const isClaimed = claimed === null || instants.every((at, i) => at === claimed[row + i])
    row += rowCount
    const isAscending = instants.every((at, i) => i === 0 || at > (instants[i - 1] ?? at))
    const isOnGrid = instants.every((at) => (at - firstAtMs) % (periodS * 1000) === 0)
    if (!isClaimed || !isAscending || !isOnGrid || instants[0] !== firstAtMs || instants.at(-1) !== lastAtMs)
      throw wrong(name)
  }
}

const wrong = (column: string) =>
  new PartUnreadable({code: 'ARCHIVE_DAMAGED', message: `holds something else in ${column} than its index says`})
