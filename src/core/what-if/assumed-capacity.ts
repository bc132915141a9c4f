import type {CapacityEstimate, CapacityModel, TierScaling} from '../../documents/capacity-model.js'
import type {InstanceType} from '../../documents/inventory.js'
import {figure} from '../figure.js'
import {type Fleet, fleetOf, measuredVcpus} from '../tiers/fleet.js'
import type {Setting} from '../tiers/tier-finding.js'
import {totalCapacityRps} from '../tiers/total-capacity.js'
import type {MeasuredOn} from './measured-on.js'

/** What an assumed unit has of what was measured: `ratio` of it, above 0, and why in words. */
type Rescaled = {ratio: number; words: string; isUnitAssumed: boolean}

/**
 * What one instance of an assumed type carries: what was measured times the ratio of vCPUs, one of them taken for
 * `vcpuSpeedRatio` of the old. The model as it is where no other type is assumed.
 *
 * True while CPU is what limits an instance; a pool or a lock does not grow with it, and memory is not looked at.
 */
export function onAssumedType({
  model,
  measured,
  fleet,
  typeOf,
  setting,
}: {
  model: CapacityModel
  measured: MeasuredOn | undefined
  fleet: Fleet
  typeOf: (name: string) => InstanceType | null
  setting: Setting
}): CapacityModel {
  if (measured?.kind !== 'asg') return model
  const [{type}] = fleet.types
  const names = measured.types.map(({name}) => name)
  const before = fleetOf({types: measured.types, distribution: null}, typeOf)
  if (names.every((name) => name === type.name) || 'missing' in before) return model
  const speed = setting.judgement('vcpuSpeedRatio')
  const vcpus = measuredVcpus(before)
  const fast =
    speed === 1
      ? 'one vCPU taken as equally fast (our judgement)'
      : `one vCPU taken for ${figure(speed)} of the old (vcpuSpeedRatio)`
  return rescaled(model, {
    ratio: (type.vcpuCount / vcpus) * speed,
    words: `× ${figure(type.vcpuCount)} / ${figure(vcpus)} vCPU for ${type.name}, ${fast}`,
    isUnitAssumed: measured.isUnitAssumed,
  })
}

/** What one task of an assumed size carries: what was measured times the ratio of CPU units. */
export function onAssumedSize(
  model: CapacityModel,
  measured: MeasuredOn | undefined,
  {cpuUnitCount}: {cpuUnitCount: number},
): CapacityModel {
  if (measured?.kind !== 'ecs' || measured.cpuUnitCount <= 0) return model
  const ratio = cpuUnitCount / measured.cpuUnitCount
  if (ratio === 1) return model
  const vcpus = (units: number) => figure(units / 1024)
  return rescaled(model, {
    ratio,
    words: `× ${vcpus(cpuUnitCount)} / ${vcpus(measured.cpuUnitCount)} vCPU a task, taken in proportion (our judgement)`,
    isUnitAssumed: measured.isUnitAssumed,
  })
}

function rescaled(model: CapacityModel, asked: Rescaled): CapacityModel {
  const estimates = model.estimates.map((estimate) =>
    asked.isUnitAssumed && estimate.origin === 'config' ? estimate : rescaledEstimate(estimate, asked),
  )
  const rates = estimates.map(({unitRps}) => unitRps)
  const lowest = estimates.reduce((least, estimate) => (estimate.unitRps < least.unitRps ? estimate : least))
  return {
    ...model,
    unitRps: lowest.unitRps,
    origin: lowest.origin,
    estimates,
    disagreementRatio: (Math.max(...rates) - lowest.unitRps) / lowest.unitRps,
    ...(model.scaling === undefined ? {} : {scaling: rescaledScaling(model, model.scaling, asked)}),
  }
}

function rescaledEstimate(estimate: CapacityEstimate, {ratio, words}: Rescaled): CapacityEstimate {
  const {certainty} = estimate
  return {
    ...estimate,
    unitRps: estimate.unitRps * ratio,
    // Nothing of it was measured on what is assumed.
    isExtrapolated: true,
    evidence: `${estimate.evidence}; ${words}`,
    ...(certainty === undefined
      ? {}
      : {
          certainty: {
            ...certainty,
            lowUnitRps: certainty.lowUnitRps * ratio,
            highUnitRps: certainty.highUnitRps === null ? null : certainty.highUnitRps * ratio,
          },
        }),
  }
}

/** So many assumed units carry together what `ratio` times as many of the measured do; what all share stays as it is. */
function rescaledScaling(model: CapacityModel, scaling: TierScaling, {ratio, words}: Rescaled): TierScaling {
  return {
    ...scaling,
    totals: scaling.totals.map(({unitCount, totalRps, lowRps, highRps}) => {
      const rps = totalCapacityRps(model, unitCount * ratio)
      return {
        unitCount,
        totalRps: rps,
        lowRps: totalRps > 0 ? (rps * lowRps) / totalRps : 0,
        highRps: totalRps > 0 ? (rps * highRps) / totalRps : rps,
      }
    }),
    words: [...scaling.words, words],
  }
}
