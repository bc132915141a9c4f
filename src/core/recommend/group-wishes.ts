import type {GroupPeak} from '../../documents/config-peak.js'
import type {AutoScalingGroup} from '../../documents/inventory.js'
import {figure, percent, span} from '../figure.js'
import {groupPolicyPatch, predictivePatch} from '../patch/policy-patches.js'
import {defaultWarmupPatch, groupMetricsPatch, warmPoolPatch} from '../patch/warm-up-patches.js'
import type {Setting} from '../tiers/tier-finding.js'
import {targetWishes} from './target-wishes.js'
import {freeCost, type Wish, type Wishes} from './wish.js'

type Asked = {tier: string; group: AutoScalingGroup; peak: GroupPeak; setting: Setting}

/** The group's own metrics, as AWS names them. */
const groupMetrics = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
]

/** What is wanted of a group for the window; nothing of one that somebody else steers, which is never written. */
export function groupWishes(asked: Asked): Wishes {
  const {group, peak} = asked
  if (group.owner !== null) {
    const next = 'take peak out of this tier, or change it where the group is steered from'
    return {wishes: [], unmet: [{what: Object.keys(peak).join(', '), because: `${group.owner} steers the group`, next}]}
  }
  const parts = [targetOf(asked), warmupOf(asked), poolOf(asked), predictiveOf(asked), metricsOf(asked)]
  return {wishes: parts.flatMap(({wishes}) => wishes), unmet: parts.flatMap(({unmet}) => unmet)}
}

const nothing: Wishes = {wishes: [], unmet: []}
const one = (wish: Wish): Wishes => ({wishes: [wish], unmet: []})

function targetOf({tier, group, peak: {targetUtilization}}: Asked): Wishes {
  return targetWishes({
    policies: group.policies,
    toRatio: targetUtilization,
    isFast: false,
    patchOf: (policy, to) => groupPolicyPatch({tier, group, policy, to}),
  })
}

function warmupOf({tier, group, peak: {warmup: toS}}: Asked): Wishes {
  if (toS === undefined || toS === group.warmupS) return nothing
  return one({
    id: 'warmup',
    setting: 'default instance warm-up',
    from: group.warmupS === null ? 'none' : span(group.warmupS),
    to: span(toS),
    because: 'An instance that starts counts in the metrics of its policies only after this.',
    cost: freeCost,
    leadTimeS: 0,
    patches: [defaultWarmupPatch({tier, group, fromS: group.warmupS, toS})],
  })
}

function poolOf({tier, group, peak: {warmPool}, setting}: Asked): Wishes {
  if (warmPool === undefined) return nothing
  const next = 'take peak.warmPool out, or change the pool by hand'
  if (group.warmPool !== null) {
    const isAsWanted = group.warmPool.state === warmPool.state && group.warmPool.minCount === warmPool.minCount
    return isAsWanted
      ? nothing
      : {wishes: [], unmet: [{what: 'warmPool', because: 'the group has another warm pool', next}]}
  }
  if (group.distribution !== null) {
    const because = 'AWS gives no warm pool to a group with a mixed instances policy or Spot'
    return {wishes: [], unmet: [{what: 'warmPool', because, next}]}
  }
  return one({
    id: 'warm-pool',
    setting: 'warm pool',
    from: 'none',
    to: `${figure(warmPool.minCount)} at least, ${warmPool.state}`,
    because: 'An instance that waits in a pool joins sooner than one that is launched.',
    evidence: ['a stopped instance can fail to start where EC2 has no room: a pool is no reservation'],
    cost: {
      windowUsd: null,
      monthUsd: null,
      because:
        warmPool.state === 'running'
          ? 'its instances are billed as any that run; how many there are, MaxSize and demand say'
          : "its instances are not billed while they wait, their volumes are; the volumes' price is not known here",
    },
    leadTimeS: setting.judgement('hostStartupS'),
    patches: [warmPoolPatch({tier, group, ...warmPool})],
  })
}

function predictiveOf({tier, group, peak: {predictive: mode, targetUtilization}, setting}: Asked): Wishes {
  if (mode === undefined) return nothing
  const held = group.policies.find(({metric}) => metric === 'ASGAverageCPUUtilization')?.target
  const targetPercent = targetUtilization === undefined ? Number(held ?? Number.NaN) : targetUtilization * 100
  if (!Number.isFinite(targetPercent)) {
    const because = 'no policy of the group holds its CPU, so that its target is not known'
    return {wishes: [], unmet: [{what: 'predictive', because, next: 'add peak.targetUtilization, such as 45%'}]}
  }
  return one({
    id: 'predictive',
    setting: 'predictive scaling',
    from: 'none',
    to: `${mode} at ${percent(targetPercent / 100)} of CPU`,
    because: 'It starts the instances of the daily shape before its hours begin.',
    evidence: ['it never scales in, learns from 14 days and knows of no event: the schedule is for that'],
    cost: freeCost,
    leadTimeS: 0,
    patches: [predictivePatch({tier, group, mode, targetPercent, planId: setting.planId})],
  })
}

function metricsOf({tier, group, peak: {groupMetrics: isWanted}}: Asked): Wishes {
  const names = groupMetrics.filter((name) => group.collectedMetrics?.includes(name) !== true)
  if (isWanted === undefined || names.length === 0) return nothing
  return one({
    id: 'group-metrics',
    setting: 'group metrics',
    from: figure(groupMetrics.length - names.length),
    to: figure(groupMetrics.length),
    because: 'How many instances are wanted, start and serve is seen each minute, and after the event.',
    evidence: [
      'detailed monitoring of its instances is set in the launch template (Monitoring.Enabled), which apply does not write: --emit has the lines for it',
    ],
    cost: freeCost,
    leadTimeS: 0,
    patches: [groupMetricsPatch({tier, group, names})],
  })
}
