import {nearestName} from '../documents/nearest-name.js'
import type {MetricId} from '../documents/series.js'
import {PlanError} from '../errors.js'

/** What a user says of a series; what is not said may be anything. */
export type SeriesPick = {
  namespace?: string | undefined
  metricName?: string | undefined
  stat?: string | undefined
  dimensions: Record<string, string>
}

/** `Name=Value` pairs. Throws DIMENSION_INVALID. */
export function parseDimensions(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const cut = pair.indexOf('=')
      if (cut > 0) return [pair.slice(0, cut), pair.slice(cut + 1)]
      throw new PlanError('usage', 'DIMENSION_INVALID', `--dimension ${pair} is not NAME=VALUE`, {
        suggestions: ['--dimension LoadBalancer=app/shop/50dc6c495c0c9188'],
      })
    }),
  )
}

/** The series that fit. Throws SERIES_NOT_FOUND when none does. `place` is the archive as the user knows it. */
export function pickSeries(ids: readonly MetricId[], pick: SeriesPick, place: string): MetricId[] {
  const found = ids.filter(
    (id) =>
      (pick.namespace ?? id.namespace) === id.namespace &&
      (pick.metricName ?? id.metricName) === id.metricName &&
      (pick.stat ?? id.stat) === id.stat &&
      Object.entries(pick.dimensions).every(([name, value]) => id.dimensions[name] === value),
  )
  if (found.length > 0) return found
  const near =
    pick.metricName === undefined
      ? undefined
      : nearestName(
          pick.metricName,
          ids.map((id) => id.metricName),
        )
  throw new PlanError('data', 'SERIES_NOT_FOUND', `the archive ${place} has no such series`, {
    suggestions: [
      ...(near && near !== pick.metricName ? [`--metric ${near}`] : []),
      ids.length === 0 ? 'ecom-plan pull' : 'ecom-plan archive ls',
    ],
    place: {file: place},
  })
}
