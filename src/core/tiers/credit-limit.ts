import type {CpuCredits} from '../../catalog/cpu-credits.js'
import type {AutoScalingGroup, InstanceType} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure, percent, span} from '../figure.js'
import {tokenBucket} from '../laws/token-bucket.js'
import type {Fleet} from './fleet.js'
import type {Sizing} from './scaled-tier.js'
import type {Setting} from './tier-finding.js'

/** A burstable type of the group: the one that may use the least for long. */
export type Burstable = {type: InstanceType; credits: CpuCredits; mode: 'standard' | 'unlimited'}

/** The burstable type of a group that binds; null where none of its types lives on credits. */
export function burstableOf(fleet: Fleet, group: AutoScalingGroup, setting: Setting): Burstable | null {
  const found = fleet.types.flatMap(({type}) => {
    const credits = setting.catalog.ec2Instance(type.name)?.cpuCredits ?? null
    return credits === null ? [] : [{type, credits, mode: group.cpuCreditMode ?? ('unlimited' as const)}]
  })
  return found.sort((a, b) => a.credits.baselineCpuRatio - b.credits.baselineCpuRatio)[0] ?? null
}

/** Units of a group and the load of each, step by step. */
export type UnitLoad = {unitCount: number /** Of what a unit carries within the SLO. */; shareRatio: number}

/**
 * How the credits of a burstable group fare over the window.
 *
 * CPU is taken to follow load in a straight line up to the CPU at which a unit is full. Instances that rest at the
 * minimum begin with a full balance, those started for the event with none, since t3, t3a and t4g get no launch
 * credits. `emptyAfterS` is of one that begins full; `surplusVcpuHours` of all together, at most, as billed in
 * unlimited mode once all are stopped after the event.
 */
export function creditRun({
  burstable: {type, credits},
  loads,
  restingCount,
  stepS,
  setting,
}: {
  burstable: Burstable
  loads: readonly UnitLoad[]
  restingCount: number
  stepS: number
  setting: Setting
}): {emptyAfterS: number | null; surplusVcpuHours: number; highestCpuRatio: number} {
  const cpuLimitRatio = setting.judgement('cpuLimitRatio')
  const cpuRatios = loads.map(({shareRatio}) => Math.min(1, shareRatio * cpuLimitRatio))
  const {emptyAfterS} = tokenBucket({
    sizeCount: credits.maxCreditCount,
    startCount: credits.maxCreditCount,
    fillPerS: credits.creditsPerHourCount / 3600,
    burstPerS: type.vcpuCount / 60,
    demandPerS: cpuRatios.map((ratio) => (ratio * type.vcpuCount) / 60),
    stepS,
  })
  const above = loads.reduce(
    (sum, {unitCount}, i) => sum + unitCount * type.vcpuCount * ((cpuRatios[i] ?? 0) - credits.baselineCpuRatio),
    0,
  )
  const saved = (restingCount * credits.maxCreditCount) / 60
  return {
    emptyAfterS,
    surplusVcpuHours: Math.max(0, (above * stepS) / 3600 - saved),
    highestCpuRatio: Math.max(0, ...cpuRatios),
  }
}

/** Requests per second that a unit holds for ever: what its baseline CPU carries. */
export function baselineRps({burstable, unitRps, setting}: {burstable: Burstable; unitRps: number; setting: Setting}) {
  return unitRps * Math.min(1, burstable.credits.baselineCpuRatio / setting.judgement('cpuLimitRatio'))
}

/** Why a group in standard mode is sized at its baseline. */
export function standardInWords({
  burstable: {type, credits},
  unitRps,
  setting,
}: {
  burstable: Burstable
  unitRps: number
  setting: Setting
}): string {
  return (
    `${type.name} in standard mode holds ${percent(credits.baselineCpuRatio)} of its CPU for ever, and an instance started ` +
    `for the event has no credits: sized at that, ${figure(unitRps)} req/s each (CPU taken to be at ` +
    `${percent(setting.judgement('cpuLimitRatio'))} where a unit is full, our judgement)`
  )
}

/** The warning of a group that outlives its credits in unlimited mode; none where it never does. */
export function surplusBlocker({
  tier,
  burstable: {type, credits},
  run,
  setting,
}: {
  tier: string
  burstable: Burstable
  run: ReturnType<typeof creditRun>
  setting: Setting
}): Blocker[] {
  if (run.surplusVcpuHours <= 0) return []
  const isArm = setting.catalog.ec2Instance(type.name)?.architecture === 'arm64'
  const price = knownPrice(`prices.cpuCredit${isArm ? 'Arm' : 'X86'}UsdPerVcpuHour`, setting)
  const cost =
    price === null
      ? `the price of credits in ${setting.region} is not known here`
      : `at most ${figure(run.surplusVcpuHours)} vCPU-hours × $${price} = ${dollars(run.surplusVcpuHours * price)} beside the instances`
  const lasts = run.emptyAfterS === null ? 'lasts the window' : `is used up ${span(run.emptyAfterS)} into the window`
  return [
    {
      severity: 'warn',
      code: 'CPU_CREDITS',
      message:
        `${tier}: ${type.name} run at up to ${percent(run.highestCpuRatio)} of their CPU where their baseline is ` +
        `${percent(credits.baselineCpuRatio)}; a full balance of credits ${lasts} and instances started for the event have ` +
        `none, so unlimited mode bills the rest: ${cost}.`,
      next: `accept the surplus, or move ${tier} to a type without credits before the event`,
    },
  ]
}

/** The warning of a group in standard mode that is sized at its baseline: how many fewer instances unlimited mode needs. */
export function standardBlockers({
  tier,
  burstable: {type, credits},
  sizing,
  setting,
}: {
  tier: string
  burstable: Burstable
  sizing: Sizing
  setting: Setting
}): Blocker[] {
  const ratio = Math.min(1, credits.baselineCpuRatio / setting.judgement('cpuLimitRatio'))
  const fewer = Math.ceil(sizing.need.unitCount * ratio)
  if (fewer >= sizing.need.unitCount) return []
  return [
    {
      severity: 'warn',
      code: 'CPU_CREDITS',
      message:
        `${tier}: ${type.name} in standard mode falls back to ${percent(credits.baselineCpuRatio)} of its CPU once its credits are ` +
        `gone, so the peak needs ${counted(sizing.need.unitCount, 'instance')}; in unlimited mode about ${figure(fewer)} would do, ` +
        'and the surplus is billed.',
      next: `before the event set CreditSpecification.CpuCredits of ${tier}'s launch template to unlimited, or take a type without credits`,
    },
  ]
}
