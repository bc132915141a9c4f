import type {AfterEvent} from '../../documents/after-event.js'
import type {Config} from '../../documents/config.js'
import type {Temporary} from '../../documents/temporary.js'
import {counted, figure, percent} from '../figure.js'

type Learned = Omit<AfterEvent, 'lessons' | 'configYaml'>
type LessonsAsked = {
  after: Learned
  config: Config
  eventId: string
  date: string
  temporary: readonly Temporary[]
}

/**
 * What is to be kept for next year, and the lines of ecom-plan.yaml that say so to its forecast.
 *
 * Most of it needs no line: the peak is in the series, and the next forecast learns it with its date, as long as the
 * series still holds it. What no series tells is that a peak ran into a limit, and when an event of the shop's own was.
 */
export function lessonsOf(asked: LessonsAsked): Pick<AfterEvent, 'lessons' | 'configYaml'> {
  const {after, temporary} = asked
  const failed = after.tiers.filter(({held}) => held === 'did-not-hold')
  const over = temporary.filter(({isOver}) => isOver)
  const configYaml = yamlOf(asked, failed.length > 0)
  return {
    lessons: [
      peakLesson(after),
      ...coverageLesson(after),
      ...failed.map(({tier, measure, because}) => `${tier} (${measure}) did not hold: ${because}.`),
      ...(failed.length > 0 ? ['What did not hold may have turned people away: the peak is the least that came.'] : []),
      ...wasteLesson(after),
      ...(over.length > 0
        ? [
            `${counted(over.length, 'change')} of the event must still be taken back: ecom-plan restore ${over[0]?.eventId}.`,
          ]
        : []),
      seriesLesson(asked),
    ],
    ...(configYaml === null ? {} : {configYaml}),
  }
}

function peakLesson({measuredPeakRps, forecastPeak, errorRatio}: Learned): string {
  const {p50Rps, p90Rps, p99Rps} = forecastPeak
  const side = errorRatio >= 0 ? 'above' : 'below'
  const band =
    measuredPeakRps <= p50Rps
      ? 'under the P50'
      : measuredPeakRps <= p90Rps
        ? 'between P50 and P90'
        : measuredPeakRps <= p99Rps
          ? 'between P90 and P99'
          : 'above the P99'
  return `The peak was ${figure(measuredPeakRps)} req/s, ${percent(Math.abs(errorRatio), 1)} ${side} the forecast's P50 of ${figure(p50Rps)} req/s: ${band}.`
}

/** Far from what was promised: of few hours, all of one day, a share says little, so only gross misses are told. */
const farRatio = 0.25

function coverageLesson({coverage: {p90Ratio, hourCount}}: Learned): string[] {
  if (hourCount === 0 || p90Ratio >= 0.9 - farRatio) return []
  return [
    `Only ${percent(p90Ratio)} of ${counted(hourCount, 'hour')} lay under their P90, where nine in ten should: the shape of the day was another.`,
  ]
}

function wasteLesson({wastedInstanceHoursCount}: Learned): string[] {
  if (wastedInstanceHoursCount === null || wastedInstanceHoursCount < 1) return []
  return [`${figure(Math.round(wastedInstanceHoursCount))} unit-hours ran beyond what the measured load needed.`]
}

function seriesLesson({config}: LessonsAsked): string {
  const kinds = new Set(config.demand.sources.map(({kind}) => kind))
  if (kinds.has('cloudwatch')) {
    return `Next year's forecast learns this peak from the archive ${config.archive}: run ecom-plan pull within 15 days, while CloudWatch still has its minutes.`
  }
  return "Next year's forecast learns this peak from demand.sources, as long as the files still hold it: keep its minutes."
}

/** The lines to add under the event, indented as a list of events has them; null where there is nothing to add. */
function yamlOf({config, eventId, date}: LessonsAsked, ranIntoLimit: boolean): string | null {
  const event = config.events.find(({id}) => id === eventId)
  if (event === undefined) return null
  const isOwn = event.catalog === undefined
  const dates = [...new Set([...event.previous, date])].sort()
  const known = Array.isArray(event.censored) ? event.censored : []
  const drivers = Object.keys(event.drivers ?? {})
  const lines = [
    ...(isOwn ? [`previous: [${dates.join(', ')}] # and date: that of its next occurrence`] : []),
    ...(ranIntoLimit
      ? [
          `censored: [${[...new Set([...known, date])].sort().join(', ')}] # it ran into a limit, so that more would have come`,
        ]
      : []),
    ...drivers.map((name) => `# drivers.${name}: what it came to on ${date}, among the past ones`),
  ]
  if (lines.length === 0) return null
  return [`events:`, `  - id: ${eventId}`, ...lines.map((line) => `    ${line}`)].join('\n')
}
