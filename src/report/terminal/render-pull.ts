import {counted, dollars, rate} from '../number.js'
import {makeScreen, paragraph, type ScreenOptions} from './screen.js'

/** What a pull asked, or would ask. `aboutUsd` is CloudWatch's price for the metrics requested. */
export type PullView = {
  isEstimate: boolean
  /** All calls to AWS, and those for metrics among them. */
  callCount: number
  metricCallCount: number
  billedMetricCount: number
  pointCount: number
  seriesCount: number
  aboutUsd: number
  place: string
  valueCount: number | null
}

/** One or two lines: what was asked and kept, or what would be. */
export function renderPullText(view: PullView, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const lines = linesOf(view).flatMap((line) => paragraph(screen, line, {indent: 0, hang: 2}))
  return lines.join('\n')
}

function linesOf(view: PullView): string[] {
  const {
    isEstimate,
    callCount,
    metricCallCount,
    billedMetricCount,
    pointCount,
    seriesCount,
    aboutUsd,
    place,
    valueCount,
  } = view
  if (metricCallCount === 0)
    return [
      `The archive ${place} has all that CloudWatch still keeps. The settings were read in ${counted(callCount, 'call')}; no metric was asked for.`,
    ]
  const price = aboutUsd < 0.01 ? 'under $0.01' : `about ${dollars(aboutUsd)}`
  const asked = `${counted(seriesCount, 'series', 'series')}, ${counted(metricCallCount, 'call')} of GetMetricData among ${rate(callCount)} in all, ${rate(billedMetricCount)} metrics requested (${price})`
  return isEstimate
    ? [`A pull would ask for ${asked}, ${rate(pointCount)} points at most.`]
    : [`Asked for ${asked}.`, `Kept ${rate(valueCount ?? 0)} values in ${place}.`]
}
