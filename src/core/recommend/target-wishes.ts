import type {DraftPatch, Fields} from '../../documents/patch.js'
import type {ScalingPolicy} from '../../documents/scaling-policy.js'
import type {TrackingPolicy} from '../patch/policy-patches.js'
import {freeCost, type Wishes} from './wish.js'

const highResolution = 'HighResolution'

/** Metrics in percent of what a unit has, of which a target utilization can be wanted. */
const utilizations = /^(ASGAverageCPUUtilization|ECSServiceAverage(CPU|Memory)Utilization)(HighResolution)?$/

/**
 * Another target, or metrics of 20 seconds, for each policy that holds CPU or memory: one call a policy, since it is
 * replaced as a whole. `toRatio` is what is wanted, undefined where the target stays; `isFast` wants the metrics of 20
 * seconds, which only services have.
 */
export function targetWishes({
  policies,
  toRatio,
  isFast,
  patchOf,
}: {
  policies: readonly ScalingPolicy[]
  toRatio: number | undefined
  isFast: boolean
  patchOf: (policy: TrackingPolicy, to: Fields) => DraftPatch
}): Wishes {
  if (toRatio === undefined && !isFast) return {wishes: [], unmet: []}
  const holding = policies.flatMap(({name, metric, configuration}) =>
    metric !== null && configuration !== undefined && utilizations.test(metric) ? [{name, metric, configuration}] : [],
  )
  if (holding.length === 0) {
    const what = toRatio === undefined ? 'highResolutionMetrics' : 'targetUtilization'
    const because = 'no target-tracking policy holds its CPU or memory'
    return {wishes: [], unmet: [{what, because, next: 'give it such a policy, or take the key out of this tier'}]}
  }
  const wishes = holding.flatMap(({name, metric, configuration}) => {
    const to = wanted({metric, configuration, toRatio, isFast})
    if (JSON.stringify(to) === JSON.stringify(configuration)) return []
    return [
      {
        id: `policy-${name}`,
        setting: `policy ${name}`,
        from: wordsOf(configuration),
        to: wordsOf(to),
        because:
          toRatio === undefined
            ? 'It follows the metrics of 20 seconds.'
            : 'More is kept spare for what comes before new units serve.',
        cost: freeCost,
        leadTimeS: 0,
        patches: [patchOf({name, configuration}, to)],
      },
    ]
  })
  return {wishes, unmet: []}
}

function wanted({
  metric,
  configuration,
  toRatio,
  isFast,
}: {
  metric: string
  configuration: Fields
  toRatio: number | undefined
  isFast: boolean
}): Fields {
  const specification = configuration['PredefinedMetricSpecification'] as Fields | undefined
  const isChanged = isFast && !metric.endsWith(highResolution)
  return {
    ...configuration,
    ...(toRatio === undefined ? {} : {TargetValue: Math.round(toRatio * 10_000) / 100}),
    ...(isChanged
      ? {PredefinedMetricSpecification: {...specification, PredefinedMetricType: `${metric}${highResolution}`}}
      : {}),
  }
}

function wordsOf({TargetValue, PredefinedMetricSpecification}: Fields): string {
  const metric = (PredefinedMetricSpecification as Fields | undefined)?.['PredefinedMetricType']
  return `${String(metric)} at ${String(TargetValue)} %`
}
