import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler} from './estate.js'

const invalid = (message: string) => new FakeFailure('InvalidArgumentException', message)
const keptMs = 7 * 86_400_000

/** @source https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_DescribeDimensionKeys.html */
export const handlePi: Record<string, Handler> = {
  DescribeDimensionKeys: (input, {statements, now}) => {
    const found = statements[String(input['Identifier'])]
    const [start, end] = [input['StartTime'] as Date, input['EndTime'] as Date]
    if (input['ServiceType'] !== 'RDS' || found === undefined) throw invalid('The Identifier is not valid.')
    if (input['Metric'] !== 'db.load.avg') throw invalid('The Metric is not valid.')
    if (!(start.getTime() < end.getTime())) throw invalid('StartTime must be earlier than EndTime.')
    if (start.getTime() < Date.parse(now) - keptMs) throw invalid('StartTime is outside of the retention period.')
    const {Group, Limit} = groupOf(input, 'GroupBy')
    const events = [...new Set(found.flatMap(({waits}) => Object.keys(waits)))]
    const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
    const times = {AlignedStartTime: start, AlignedEndTime: end}
    if (Group === 'db.wait_event') {
      const keys = events.map((event) => ({
        Dimensions: {'db.wait_event.name': event, 'db.wait_event.type': event},
        Total: sumOf(found.map(({waits}) => waits[event] ?? 0)),
      }))
      return {...times, Keys: keys.sort((a, b) => b.Total - a.Total).slice(0, Limit)}
    }
    if (Group !== 'db.sql_tokenized') throw invalid(`The dimension group ${Group} is not valid.`)
    groupOf(input, 'PartitionBy')
    const keys = found.map(({id, text, waits}) => ({
      // Longer elements are cut at 500 bytes.
      Dimensions: {'db.sql_tokenized.id': id, 'db.sql_tokenized.statement': text.slice(0, 500)},
      Total: sumOf(Object.values(waits)),
      Partitions: events.map((event) => waits[event] ?? 0),
    }))
    return {
      ...times,
      PartitionKeys: events.map((event) => ({
        Dimensions: {'db.wait_event.name': event, 'db.wait_event.type': event},
      })),
      Keys: keys.sort((a, b) => b.Total - a.Total).slice(0, Limit),
    }
  },
}

function groupOf(input: AwsObject, member: string): {Group: string; Limit: number} {
  const {Group, Limit} = input[member] as {Group: string; Limit?: number}
  const most = Limit ?? 10
  if (most < 1 || most > 25) throw invalid(`Value ${most} at '${member}.limit' must be between 1 and 25`)
  return {Group, Limit: most}
}
