import type {Coverage} from '../../src/documents/archive.ts'
import type {MetricId, MetricSeries} from '../../src/documents/series.ts'

export const shop = {account: '123456789012', region: 'eu-west-1'}

export const requests: MetricId = {
  namespace: 'AWS/ApplicationELB',
  metricName: 'RequestCount',
  dimensions: {LoadBalancer: 'app/shop/50dc6c495c0c9188'},
  stat: 'Sum',
}

/** A series with one window. */
export function seriesOf(id: MetricId, startAt: string, values: (number | null)[], periodS = 3600): MetricSeries {
  return {...id, windows: [{periodS, startAt, values}]}
}

/** What was asked, where it was just what the windows hold. */
export function coverageOf(series: readonly MetricSeries[]): Coverage[] {
  return series.flatMap(({windows, ...id}) =>
    windows.map(({periodS, startAt, values}) => ({
      ...id,
      periodS,
      fromAt: startAt,
      toAt: new Date(Date.parse(startAt) + values.length * periodS * 1000).toISOString(),
    })),
  )
}

/** Every measured value as `series | period | instant -> value`, so that two archives compare whatever their windows. */
export function pointsOf(series: readonly MetricSeries[]): Map<string, number> {
  const points = new Map<string, number>()
  for (const {windows, namespace, metricName, stat, dimensions} of series) {
    const named = JSON.stringify([namespace, metricName, stat, Object.entries(dimensions).sort()])
    for (const {periodS, startAt, values} of windows) {
      for (const [i, value] of values.entries()) {
        const key = `${named} ${periodS} ${new Date(Date.parse(startAt) + i * periodS * 1000).toISOString()}`
        if (value === null) continue
        if (points.has(key)) throw new Error(`${key} came twice`)
        points.set(key, value)
      }
    }
  }
  return points
}
