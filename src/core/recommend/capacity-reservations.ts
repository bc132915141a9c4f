import type {AutoScalingGroup, InstanceType, Inventory} from '../../documents/inventory.js'
import type {Change, Limit} from '../../documents/plan.js'
import type {Step} from '../../documents/plan-dates.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, span} from '../figure.js'
import {futureReservationCount} from '../laws/future-reservation.js'
import {instantOf, isoOf, localMinute} from '../series/zone.js'
import {fleetOf} from '../tiers/fleet.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'
import {typeLookUp} from './assess-hosts.js'

export type Known = {
  changes: readonly Change[]
  limits: readonly Limit[]
  uses: readonly UnitUse[]
  inventory: Inventory
  /** Regions whose vCPU quota is too small for the plan. */
  shortRegions: readonly string[]
  setting: Setting
}

/** Instances that a group runs at its busiest, and how far that is above what it always runs. */
export type Wanted = {
  tier: string
  /** The group, and the zones that it spreads over. */
  group: string
  zones: readonly string[]
  type: string
  vcpuCount: number
  zoneCount: number
  peakCount: number
  restingCount: number
  startS: number
  region: string
  /** Instance-hours above `restingCount` of the scheduled minima in the window; null where no schedule raises it. */
  scheduledHours: number | null
}

const hourS = 3600
const futureSeries = /^[cgimrt]/

/**
 * Capacity Reservations that would make sure of the instances of the peak: one step a group whose peak is at least as
 * many vCPUs above what runs today as AWS takes for a future-dated one. Advice with its cost, and no part of the plan's:
 * without it EC2 gives what it has at that minute, which on a day when every shop scales is less than on others.
 *
 * A future-dated reservation is granted or refused days before and is billed for its commitment; an immediate one is
 * billed from its order and refused when EC2 has no room then. Reservations that exist already are not read.
 */
export function reservationSteps(known: Known): Step[] {
  return wantedOf(known).map((wanted) => {
    const isQuotaShort = known.shortRegions.includes(wanted.region)
    return stepOf(wanted, {...known.setting, region: wanted.region}, isQuotaShort)
  })
}

/** The groups whose peak is far enough above what runs today. */
export function wantedOf({changes, limits, uses, inventory, setting}: Known): Wanted[] {
  const groups = [inventory, ...(inventory.elsewhere ?? [])].flatMap((here) =>
    here.autoScalingGroups.map((group) => ({group, here})),
  )
  return limits.flatMap((limit): Wanted[] => {
    const found =
      limit.kind === 'asg' || limit.kind === 'hosts'
        ? groups.find(({group}) => group.name === limit.resource)
        : undefined
    const type = found === undefined ? null : onlyTypeOf(found.group, found.here, setting)
    if (found === undefined || type === null) return []
    const schedule = changes.find(({tier, schedule: one}) => tier === limit.tier && one !== undefined)?.schedule
    const use = uses.find(({tier}) => tier === limit.tier)
    const peakCount = peakCountOf({limit, use, type, schedule})
    const {minCount, desiredCount, zones} = found.group
    const least = setting.catalog.capacityReservations.futureLeastVcpuCount.value
    if ((peakCount - desiredCount) * type.vcpuCount < least) return []
    const firstAt = schedule?.steps[0]?.at
    return [
      {
        tier: limit.tier,
        group: found.group.name,
        zones,
        type: type.name,
        vcpuCount: type.vcpuCount,
        zoneCount: Math.max(1, zones.length),
        peakCount,
        restingCount: minCount,
        startS: firstAt === undefined ? setting.windowStartS - setting.judgement('hostStartupS') : instantOf(firstAt),
        region: found.here.region,
        scheduledHours: schedule === undefined ? null : scheduledHours(schedule, minCount, setting),
      },
    ]
  })
}

function peakCountOf({
  limit,
  use,
  type,
  schedule,
}: {
  limit: Limit
  use: UnitUse | undefined
  type: InstanceType
  schedule: Change['schedule']
}): number {
  const hostCount = limit.kind === 'hosts' ? Math.ceil((use?.vcpuCount ?? 0) / type.vcpuCount) : 0
  return Math.max(hostCount, ...(schedule?.steps ?? []).map(({minCount}) => minCount))
}

function scheduledHours({steps}: NonNullable<Change['schedule']>, restingCount: number, setting: Setting): number {
  return steps.reduce((sum, {at, minCount}, i) => {
    const next = steps[i + 1]
    const untilS = Math.min(setting.windowEndS, next === undefined ? setting.windowEndS : instantOf(next.at))
    return sum + Math.max(0, minCount - restingCount) * Math.max(0, (untilS - instantOf(at)) / hourS)
  }, 0)
}

/** A reservation is of one type: a group of several takes what it finds. */
function onlyTypeOf(group: AutoScalingGroup, here: Inventory, setting: Setting): InstanceType | null {
  const fleet = fleetOf(group, typeLookUp(here, setting))
  const [first, ...others] = 'missing' in fleet ? [] : fleet.types
  return first === undefined || others.length > 0 ? null : first.type
}

function stepOf(wanted: Wanted, setting: Setting, isQuotaShort: boolean): Step {
  const {tier, type, zoneCount, peakCount, startS} = wanted
  const aheadS = setting.judgement('reservationAheadS')
  const immediateS = startS - aheadS
  const future = futureOf(wanted, setting)
  const lastS = future.byS ?? immediateS
  const isLate = lastS < setting.asOfS
  const each = Math.ceil(peakCount / zoneCount)
  const later = `an immediate one from ${localMinute(immediateS, setting.timezone)}: ${costFrom(wanted, immediateS, setting)}, refused if EC2 has no room then`
  const now = `an immediate one from now: ${costFrom(wanted, setting.asOfS, setting)}`
  return {
    id: `reserve-${tier}`,
    what: `reserve ${figure(peakCount)} ${type} for ${tier}, ${figure(each)} in each of ${counted(zoneCount, 'zone')}`,
    byAt: isoOf(lastS),
    route: 'by hand',
    owner: null,
    takesS: future.byS === null ? 0 : setting.catalog.capacityReservations.futureLeastAheadS.value,
    why:
      `without it EC2 does not promise that they are there at the peak; ${future.words}; ${isLate ? now : later}; ` +
      `counts towards the vCPU quota${isQuotaShort ? ', which has to be raised first,' : ''} and is in no total here`,
    isAdvice: true,
    isLate,
    stillPossible: isLate ? [now] : [],
  }
}

/** The last moment to ask for a future-dated reservation, and what it costs; null with the reason where AWS takes none. */
function futureOf(wanted: Wanted, setting: Setting): {byS: number | null; words: string} {
  const facts = setting.catalog.capacityReservations
  for (const key of ['futureLeastAheadS', 'futureMostAheadS', 'futureCommitmentS', 'futureLeastVcpuCount'] as const) {
    setting.cite(`capacityReservations.${key}`)
  }
  const {type, vcpuCount, zoneCount, peakCount, startS} = wanted
  const leastCount = futureReservationCount({vcpuCount, leastVcpuCount: facts.futureLeastVcpuCount.value})
  const name = 'a future-dated one'
  if (!futureSeries.test(type)) return {byS: null, words: `${name} is not to be had for ${type}`}
  if (Math.ceil(peakCount / zoneCount) < leastCount) {
    return {byS: null, words: `${name} needs ${figure(leastCount)} ${type} in a zone`}
  }
  const byS = startS - facts.futureLeastAheadS.value
  if (byS < setting.asOfS) {
    return {
      byS: null,
      words: `it is too late for ${name}, which is asked for ${span(facts.futureLeastAheadS.value)} ahead`,
    }
  }
  const fromS = startS - facts.futureMostAheadS.value
  const endS = Math.max(startS + facts.futureCommitmentS.value, setting.windowEndS)
  const from = fromS > setting.asOfS ? `, asked for from ${localMinute(fromS, setting.timezone)} on` : ''
  const cost = costOf(wanted, (endS - startS) / hourS, setting)
  return {
    byS,
    words: `${name} from ${localMinute(startS, setting.timezone)}${from}: ${cost}, ${span(facts.futureCommitmentS.value)} at least`,
  }
}

function costFrom(wanted: Wanted, fromS: number, setting: Setting): string {
  return costOf(wanted, (setting.windowEndS - fromS) / hourS, setting)
}

/** Beyond the instances that run anyway, at most: those of the plan that run in it are not billed twice. */
function costOf({type, peakCount, restingCount}: Wanted, hours: number, setting: Setting): string {
  const usd = knownPrice(`ec2.${type}.usdPerHour`, setting)
  if (usd === null) return `the price of ${type} in ${setting.region} is not known here`
  const more = Math.max(0, peakCount - restingCount)
  return `${dollars(more * hours * usd)} at most (${figure(more)} more × ${figure(Math.round(hours))} h × $${usd})`
}
