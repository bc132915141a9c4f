import type {Config} from '../../documents/config.js'
import type {ScaleOutConfig} from '../../documents/config-planning.js'
import type {Blocker, Change} from '../../documents/plan.js'
import {counted, figure, percent} from '../figure.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'

type Known = {config: Config; changes: readonly Change[]; uses: readonly UnitUse[]; setting: Setting}

/** Units of one tier that start together, and how fast. */
type Start = {tier: string; unitCount: number; riseCount: number; unitsPerS: number; asked: ScaleOutConfig}

/**
 * What breaks only when many units start at once: Parameter Store, Secrets Manager, the registry of images, and ports of
 * NAT gateways. Checked for tiers whose config says what a unit asks for (`scaleOut`); all others are named in one line
 * as unchecked, where the plan makes more of them start than run today. Warnings: callers retry, so a start slows down
 * before it fails.
 */
export function scaleOutBlockers(known: Known): Blocker[] {
  const starts = startsOf(known)
  const checked = [
    perSecond(starts, {
      key: 'parameterStore',
      what: 'Parameter Store',
      limit: known.setting.catalog.scaleOutLimits.parameterStorePerS.value,
      cite: () => known.setting.cite('scaleOutLimits.parameterStorePerS'),
      next: 'switch on higher throughput: aws ssm update-service-setting --setting-id /ssm/parameter-store/high-throughput-enabled --setting-value true',
    }),
    perSecond(starts, {
      key: 'secretsManager',
      what: 'Secrets Manager',
      limit: known.setting.catalog.scaleOutLimits.secretsManagerPerS.value,
      cite: () => known.setting.cite('scaleOutLimits.secretsManagerPerS'),
      next: 'read secrets once at deployment, or raise the minima in smaller steps',
    }),
    ...registryBlockers(starts, known.setting),
    ...natBlockers(starts, known.setting),
  ].filter((blocker) => blocker !== null)
  return [...checked, ...unchecked(known)]
}

/** Tiers whose scheduled minimum rises, with what the config says of a start. */
function startsOf({config, changes, uses, setting}: Known): Start[] {
  return changes.flatMap(({tier, schedule}): Start[] => {
    const own = config.tiers[tier]
    if (schedule === undefined || own === undefined || (own.kind !== 'asg' && own.kind !== 'ecs')) return []
    if (own.scaleOut === undefined) return []
    const counts = [schedule.restingCount, ...schedule.steps.map(({minCount}) => minCount)]
    const riseCount = Math.max(0, ...counts.map((count, i) => count - (counts[i - 1] ?? count)))
    const unitCount = uses.find((use) => use.tier === tier)?.unitCount ?? schedule.maxCount
    return [{tier, unitCount, riseCount, unitsPerS: launchPerS(own.kind, riseCount, setting), asked: own.scaleOut}]
  })
}

/** ECS launches a service's tasks at a rate; instances that were ordered together start within the judged spread. */
function launchPerS(kind: 'asg' | 'ecs', riseCount: number, setting: Setting): number {
  if (kind === 'asg') return riseCount / setting.judgement('startSpreadS')
  setting.cite('scalingLimits.serviceLaunchPerMinuteCount')
  return Math.min(riseCount, setting.catalog.scalingLimits.serviceLaunchPerMinuteCount.value / 60)
}

function perSecond(
  starts: readonly Start[],
  {
    key,
    what,
    limit,
    cite,
    next,
  }: {key: 'parameterStore' | 'secretsManager'; what: string; limit: number; cite: () => void; next: string},
): Blocker | null {
  const own = starts.map(({tier, unitsPerS, asked}) => ({tier, perS: unitsPerS * (asked[key] ?? 0)}))
  // Minima of several tiers rise in the same minute, and the limit is the account's.
  const perS = own.reduce((sum, one) => sum + one.perS, 0)
  if (perS === 0) return null
  cite()
  if (perS <= limit) return null
  const parts = own.filter(({perS: one}) => one > 0).map(({tier, perS: one}) => `${tier} ${figure(one)}`)
  return {
    severity: 'warn',
    code: 'SCALE_OUT',
    message: `${what} takes ${figure(limit)} calls/s, and starting units make about ${figure(perS)} (${parts.join(' + ')}): starts slow down.`,
    next,
  }
}

function registryBlockers(starts: readonly Start[], {catalog, cite}: Setting): Blocker[] {
  const hub = starts.filter(({asked}) => asked.registry === 'dockerhub')
  const pulls = hub.reduce((sum, {riseCount}) => sum + riseCount, 0)
  if (hub.length > 0) cite('scaleOutLimits.dockerHubPullsPerHourCount')
  const perHour = catalog.scaleOutLimits.dockerHubPullsPerHourCount.value
  const ecr = starts.filter(({asked}) => asked.registry === 'ecr')
  const ecrPerS = ecr.reduce((sum, {unitsPerS}) => sum + unitsPerS, 0)
  if (ecr.length > 0) cite('quotas.ecrImagePerS')
  const names = (some: readonly Start[]) => some.map(({tier, riseCount}) => `${tier} ${figure(riseCount)}`).join(' + ')
  return [
    ...(pulls <= perHour
      ? []
      : [
          {
            severity: 'warn' as const,
            code: 'SCALE_OUT',
            message: `Docker Hub gives ${figure(perHour)} pulls an hour to an address that does not log in, and one rise pulls ${figure(pulls)} images (${names(hub)}).`,
            next: 'copy the images to ECR (a pull-through cache), or log in with a paid account',
          },
        ]),
    ...(ecrPerS <= catalog.quotas.ecrImagePerS.value
      ? []
      : [
          {
            severity: 'warn' as const,
            code: 'SCALE_OUT',
            message: `ECR takes ${figure(catalog.quotas.ecrImagePerS.value)} image pulls/s, and starting units make about ${figure(ecrPerS)} (${names(ecr)}).`,
            next: 'raise the minima in smaller steps, or ask for quota L-16E70933',
          },
        ]),
  ]
}

/** Ports of a NAT gateway at the planned maximum: one for each connection to the same destination. */
function natBlockers(starts: readonly Start[], {catalog, cite, judgement}: Setting): Blocker[] {
  const most = catalog.scaleOutLimits.natConnectionCount.value
  return starts.flatMap(({tier, unitCount, asked: {natGateways, natConnections}}): Blocker[] => {
    if (natGateways === undefined || natConnections === undefined) return []
    cite('scaleOutLimits.natConnectionCount')
    const each = (unitCount * natConnections) / natGateways
    if (each <= most * judgement('connectionLimitRatio')) return []
    return [
      {
        severity: 'warn',
        code: 'SCALE_OUT',
        message:
          `${tier}: ${figure(unitCount)} units × ${figure(natConnections)} connections through ${counted(natGateways, 'NAT gateway')} take ` +
          `${figure(each)} of ${figure(most)} ports to one destination, ${percent(each / most)}.`,
        next: 'add addresses to the NAT gateways, keep connections open, or use a VPC endpoint',
      },
    ]
  })
}

function unchecked({config, changes}: Known): Blocker[] {
  const rising = [...new Set(changes.flatMap(({tier, schedule}) => (schedule === undefined ? [] : [tier])))]
  const silent = rising.filter((tier) => {
    const own = config.tiers[tier]
    return own !== undefined && (own.kind === 'asg' || own.kind === 'ecs') && own.scaleOut === undefined
  })
  if (silent.length === 0) return []
  return [
    {
      severity: 'warn',
      code: 'SCALE_OUT_UNCHECKED',
      message: `Not checked: what many starting units of ${silent.join(', ')} ask of Parameter Store, Secrets Manager, the registry and NAT.`,
      next: `say what a unit asks for as it starts: tiers.${silent[0]}.scaleOut: {parameterStore: 3, registry: ecr}`,
    },
  ]
}
