import type {ScaledTierConfig} from '../../documents/config-tier.js'
import type {AutoScalingGroup} from '../../documents/inventory.js'
import type {Patch} from '../../documents/patch.js'
import type {SimulatedTier} from '../../documents/simulation-model.js'
import type {SimulatedStart} from '../../documents/simulation-policy.js'
import {findAutoScalingGroup, findEcsService} from '../inventory/find-resource.js'
import {inventoryFor, placeOfTier} from '../inventory/place.js'
import type {ModelSetting} from './model-setting.js'
import {type ScalingSource, scalingOfRun} from './scaling-of-run.js'

/** What AWS says of a tier's units: how many, how large, how they start, what they cost. */
type Units = Omit<ScalingSource, 'tier' | 'unitFullRps'> & {
  vcpuCount: number
  usdPerHour: number | null
  zoneCount: number
  credits: SimulatedTier['credits']
  start: SimulatedStart
}

/**
 * One scaled tier of a run as the simulator reads it; null, with a notice, where no capacity is known. `calls` are those
 * to its databases.
 *
 * Where no load test showed how a unit serves, it is taken to be full at what the plan holds it for over the CPU that is
 * allowed there, with a worker for each vCPU: enough for when it saturates, and a guess of how its times grow before.
 */
export function tierOfRun(
  name: string,
  tier: ScaledTierConfig,
  calls: SimulatedTier['calls'],
  setting: ModelSetting,
): SimulatedTier | null {
  const {run, judgement} = setting
  const model = run.models.find((one) => one.tier === name)
  if (model === undefined || !(model.unitRps > 0)) {
    const why = run.plan.notModelled.find((one) => one.tier === name)?.why ?? 'no capacity of its units is known'
    setting.notice(`${name} is left out: ${why}`)
    return null
  }
  const units = tier.kind === 'asg' ? groupOf(name, tier, setting) : serviceOf(name, tier, setting)
  const served = setting.services?.get(name)
  const unitFullRps =
    served === undefined ? model.unitRps / judgement('cpuLimitRatio') : served.workerCount / served.serviceTimeS
  const workerCount = served?.workerCount ?? Math.max(1, Math.round(units.vcpuCount))
  if (units.usdPerHour === null)
    setting.notice(`${name}: the price of its units is not known, so that they cost nothing here`)
  const patches = setting.policy === 'plan' ? run.plan.patches.filter((patch) => patch.tier === name) : []
  const limit = run.plan.limits.find((one) => one.tier === name && one.measure === 'requests')
  return {
    name,
    unit: model.unit,
    zoneCount: limit?.zoneCount ?? units.zoneCount,
    visitCount: model.visitCount,
    driverIds: (limit?.drivers ?? []).map(({id}) => id).filter((id) => id !== 'cdn'),
    unitFullRps,
    sharedRps: model.scaling?.sharedLimit?.limitRps ?? null,
    workerCount,
    serviceTimeS: served?.serviceTimeS ?? workerCount / unitFullRps,
    serviceCvSquaredRatio: 1,
    arrivalCvSquaredRatio: 1,
    isDealtInTurn: true,
    timeoutS: judgement('userTimeoutS'),
    patienceS: null,
    inFlightCount: null,
    credits: units.credits,
    calls,
    unhealthyS:
      setting.fact('scalingLimits', 'healthCheckIntervalS') * setting.fact('scalingLimits', 'unhealthyCheckCount'),
    start: withPool(units.start, patches, setting),
    scaling: scalingOfRun({tier: name, unitFullRps, ...units}, patches, setting),
    unitUsdPerHour: units.usdPerHour ?? 0,
    deployments: [],
    losses: [],
  }
}

function groupOf(name: string, tier: Extract<ScaledTierConfig, {kind: 'asg'}>, setting: ModelSetting): Units {
  const {catalog, inventory, delays} = setting
  const group = findAutoScalingGroup({tierName: name, tier, inventory})
  const {region} = placeOfTier(inventory, tier)
  const type = group.instanceType
  const usdPerHour = type === null ? undefined : catalog.price(`ec2.${type}.usdPerHour`, region)?.value
  return {
    kind: 'asg',
    minCount: group.minCount,
    maxCount: group.maxCount,
    desiredCount: group.desiredCount,
    policies: group.policies,
    scheduledActions: group.scheduledActions,
    warmupS: group.warmupS ?? setting.fact('scalingLimits', 'asgWarmupS'),
    vcpuCount: (type === null ? undefined : catalog.ec2Instance(type)?.vcpuCount) ?? 2,
    usdPerHour: usdPerHour ?? null,
    zoneCount: Math.max(1, group.zones.length),
    credits: creditsOf(group, setting),
    start: {
      ...startOf({name, kind: 'instance', startupS: tier.startup, usual: delays.instance, setting}),
      deregisterS: setting.fact('scalingLimits', 'deregistrationS'),
      warmPool:
        group.warmPool === null
          ? null
          : {
              boot: delays.pooled,
              minCount: group.warmPool.minCount,
              maxPreparedCount: group.warmPool.maxPreparedCount,
              unitUsdPerHour: group.warmPool.state === 'running' ? (usdPerHour ?? 0) : 0,
            },
    },
  }
}

/** Of burstable instances in standard mode, which are held to their baseline once they have spent them. */
function creditsOf(
  {instanceType, cpuCreditMode}: AutoScalingGroup,
  {catalog, judgement}: ModelSetting,
): SimulatedTier['credits'] {
  const type = instanceType === null ? undefined : catalog.ec2Instance(instanceType)
  if (cpuCreditMode !== 'standard' || type === undefined || type.cpuCredits === null) return null
  const {baselineCpuRatio, maxCreditCount} = type.cpuCredits
  return {
    vcpuCount: type.vcpuCount,
    baselineCpuRatio,
    startCount: maxCreditCount * judgement('burstBalanceStartRatio'),
    mostCount: maxCreditCount,
  }
}

function serviceOf(name: string, tier: Extract<ScaledTierConfig, {kind: 'ecs'}>, setting: ModelSetting): Units {
  const {catalog, inventory, delays, run} = setting
  const service = findEcsService({tierName: name, tier, inventory})
  const {region} = placeOfTier(inventory, tier)
  const isFargate = service.compute === 'fargate'
  const vcpuCount = service.cpuUnitCount / 1024
  const arch = service.architecture === 'arm64' ? 'Arm' : 'X86'
  const priceOf = (what: string) => catalog.price(`prices.fargate${arch}${what}UsdPerHour`, region)?.value
  const [perVcpu, perGib] = [priceOf('Vcpu'), priceOf('Gib')]
  const usd =
    perVcpu === undefined || perGib === undefined ? null : vcpuCount * perVcpu + (service.memoryMib / 1024) * perGib
  if (!isFargate) {
    setting.notice(
      `${name}: its hosts are taken to be there, and cost nothing here: what they need is in ${run.plan.planId}`,
    )
  }
  return {
    kind: 'ecs',
    minCount: service.minCount ?? service.desiredCount,
    maxCount: service.maxCount ?? service.desiredCount,
    desiredCount: service.desiredCount,
    policies: service.policies,
    scheduledActions: service.scheduledActions,
    warmupS: 0,
    vcpuCount,
    usdPerHour: isFargate ? usd : 0,
    credits: null,
    zoneCount: Math.max(1, zonesOf(service.subnets, inventoryFor({tierName: name, tier, inventory}).subnets)),
    start: startOf({
      name,
      kind: isFargate ? 'fargate' : 'hosts',
      startupS: tier.startup,
      usual: isFargate ? delays.task : delays.hostTask,
      setting,
    }),
  }
}

const zonesOf = (own: readonly string[], all: readonly {id: string; zone: string}[]) =>
  own.length === 0 ? 3 : new Set(all.filter(({id}) => own.includes(id)).map(({zone}) => zone)).size

type Starting = {
  name: string
  kind: SimulatedStart['kind']
  startupS: number | undefined
  usual: SimulatedStart['boot']
  setting: ModelSetting
}

/** What the config says of a start counts, then what the account's history taught, then what is usual. */
function startOf({name, kind, startupS, usual, setting}: Starting): SimulatedStart {
  const {judgement, delays, learned} = setting
  const none = {kind: 'uniform', leastS: 0, mostS: 0} as const
  const given = startupS === undefined ? null : ({kind: 'uniform', leastS: startupS, mostS: startupS} as const)
  const own = learned?.get(name)
  return {
    kind,
    boot: given ?? own?.boot ?? usual,
    register: given === null ? (own?.register ?? delays.register) : none,
    failureRatio: judgement('launchFailureRatio'),
    retryS: judgement('launchRetryS'),
    launchPerS: kind === 'instance' ? null : setting.fact('scalingLimits', 'serviceLaunchPerMinuteCount') / 60,
    slowStartS: 0,
    deregisterS: 0,
    warmPool: null,
    hosts: null,
  }
}

/** The warm pool that the plan gives a group. */
function withPool(start: SimulatedStart, patches: readonly Patch[], {delays}: ModelSetting): SimulatedStart {
  const input = patches.find(({request}) => request.operation === 'PutWarmPool')?.request.input
  if (input === undefined) return start
  const minCount = typeof input['MinSize'] === 'number' ? input['MinSize'] : 0
  return {...start, warmPool: {boot: delays.pooled, minCount, maxPreparedCount: null, unitUsdPerHour: 0}}
}
