import type {Blocker} from '../../documents/plan.js'
import {counted, figure, span} from '../figure.js'
import {capacityProviderSteps} from '../laws/capacity-provider-steps.js'
import type {HostsInput} from './placed.js'

/**
 * In how many steps managed scaling brings the hosts, and the warning where that takes longer than the lead of the
 * services' minima has to spare. A provider without managed scaling brings none: somebody else must.
 */
export function stepsOf({
  provider,
  group,
  fleet,
  placed,
  setting,
  fromCount,
  toCount,
}: HostsInput & {fromCount: number; toCount: number}): {notes: string[]; blockers: Blocker[]} {
  if (toCount <= fromCount) return {notes: [], blockers: []}
  if (!provider.isManaged) {
    return {
      notes: [`managed scaling of ${provider.name} is off: nothing brings the hosts by itself`],
      blockers: [
        {
          severity: 'warn',
          code: 'HOSTS_UNMANAGED',
          message: `${provider.name} has managed scaling off, so the ${counted(toCount, 'host')} of the peak do not come by themselves.`,
          next: `switch managed scaling on, or raise the minimum of ${group.name} to ${toCount} before the event`,
        },
      ],
    }
  }
  const isMixed = fleet.types.length > 1 || group.zones.length > 1
  setting.cite('scalingLimits.capacityProviderFirstCount')
  const ask = {
    fromCount,
    toCount,
    firstCount: setting.catalog.scalingLimits.capacityProviderFirstCount.value,
    minimumStepCount: provider.minimumStepCount,
    maximumStepCount: provider.maximumStepCount,
    isMixed,
    warmupS: provider.warmupS,
  }
  const steps = capacityProviderSteps(ask)
  const step = isMixed
    ? `${counted(provider.minimumStepCount, 'host')} a step, its minimum, since the group has several zones or types`
    : `at most ${counted(provider.maximumStepCount, 'host')} a step`
  const note =
    `managed scaling brings ${figure(fromCount)} to ${counted(toCount, 'host')} in ${counted(steps.stepCount, 'step')} (${step}; ` +
    `${span(provider.warmupS)} between two): ${span(steps.timeS)}, start-up apart` +
    (isMixed ? '; by the wording of AWS: some groups of several zones are seen to scale faster' : '')
  const spareS = setting.judgement('scheduleMarginS')
  if (steps.timeS <= spareS) return {notes: [note], blockers: []}
  const wanted = Math.ceil((toCount - fromCount) / (1 + Math.floor(spareS / Math.max(1, provider.warmupS))))
  const lead = Math.min(...placed.map(({leadS}) => leadS))
  return {
    notes: [note],
    blockers: [
      {
        severity: 'warn',
        code: 'HOSTS_SLOW',
        message:
          `${provider.name} needs ${counted(steps.stepCount, 'step')} to bring ${counted(toCount, 'host')} from ${figure(fromCount)}, ${span(steps.timeS)} ` +
          `and their start-up, and the services' minima rise ${span(lead)} ahead: the last tasks may still be PENDING.`,
        next: `set ${isMixed ? 'minimumScalingStepSize' : 'maximumScalingStepSize'} of ${provider.name} to ${wanted} for the event, or raise the minimum of ${group.name} before it`,
      },
    ],
  }
}
