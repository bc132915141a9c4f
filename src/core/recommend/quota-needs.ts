import type {QuotaDefault} from '../../catalog/quotas.js'
import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Limit} from '../../documents/plan.js'
import {counted, figure} from '../figure.js'
import {placeName} from '../inventory/place.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'

/** A quota, what the plan needs of it, and what the account has: null where nobody read it. */
export type QuotaNeed = {
  /** What it counts, at the head of a sentence: `EC2 vCPU`. */
  label: string
  quota: QuotaDefault
  neededCount: number
  limitCount: number | null
  because: string
  account: string
  region: string
  /** `In account …: ` for another place than the plan's. */
  where: string
}

type Asked = {
  uses: readonly UnitUse[]
  /** Which resource each tier is. */
  limits: readonly Limit[]
  inventory: Inventory
  patches: readonly DraftPatch[]
  setting: Setting
}

/**
 * What the plan needs of the quotas of each account and Region: vCPUs, network interfaces, targets of load balancers and
 * target groups, and storage of databases.
 *
 * Counts only what the plan knows (modelled tiers at their planned maximum, and the hosts under them): other workloads
 * in the account come on top, so each need is a lower bound. A quota that the estate does not hold has the catalogue's
 * value, which is that of a new account until the catalogue is refreshed; vCPU quotas have none then, since the default
 * of a new account is far below any shop's.
 */
export function quotaNeeds({uses, limits, inventory, patches, setting}: Asked): QuotaNeed[] {
  const main = placeName(inventory)
  return [inventory, ...(inventory.elsewhere ?? [])].flatMap((here) => {
    const own = uses.filter(({place = main}) => place === placeName(here))
    const where = here === inventory ? '' : `In account ${here.account}, ${here.region}: `
    const asked = {uses: own, limits, inventory: here, patches, setting}
    return [...vcpuNeeds(asked), interfaceNeed(asked), ...targetNeeds(asked), storageNeed(asked)]
      .filter(({neededCount}) => neededCount > 0)
      .map((need) => ({...need, account: here.account, region: here.region, where}))
  })
}

type Need = Omit<QuotaNeed, 'account' | 'region' | 'where'>

const liveOf = ({quotaCode}: QuotaDefault, {inventory}: Asked): number | null =>
  inventory.quotas.find((candidate) => candidate.quotaCode === quotaCode)?.limitCount ?? null

function need(asked: Asked, label: string, quota: QuotaDefault, neededCount: number, because: string): Need {
  return {label, quota, neededCount, limitCount: liveOf(quota, asked) ?? quota.value, because}
}

function vcpuNeeds(asked: Asked): Need[] {
  const {ec2StandardVcpuCount, fargateVcpuCount} = asked.setting.catalog.quotas
  return (
    [
      ['ec2', 'EC2 vCPU', ec2StandardVcpuCount],
      ['fargate', 'Fargate vCPU', fargateVcpuCount],
    ] as const
  ).map(([compute, label, quota]) => {
    const own = asked.uses.filter((use) => use.compute === compute && use.vcpuCount > 0)
    const neededCount = own.reduce((sum, use) => sum + use.vcpuCount, 0)
    return {label, quota, neededCount, limitCount: liveOf(quota, asked), because: usesInWords(own)}
  })
}

/** An instance has one interface at least, and so has every task that is given one of its own. */
function interfaceNeed(asked: Asked): Need {
  const own = asked.uses.filter((use) => {
    const service = serviceOf(use, asked)
    return service === undefined ? use.vcpuCount > 0 : service.networkMode === 'awsvpc'
  })
  const neededCount = own.reduce((sum, {unitCount}) => sum + unitCount, 0)
  return need(
    asked,
    'Network interface',
    asked.setting.catalog.quotas.networkInterfaceCount,
    neededCount,
    usesInWords(own),
  )
}

function usesInWords(uses: readonly UnitUse[]): string {
  return uses.map(({tier, unitCount}) => `${tier} ${figure(unitCount)}`).join(' + ')
}

const scaledKinds = ['asg', 'ecs', 'hosts']

function resourceOf({tier}: UnitUse, {limits}: Asked): string | undefined {
  return limits.find((limit) => limit.tier === tier && scaledKinds.includes(limit.kind))?.resource
}

function serviceOf(use: UnitUse, asked: Asked) {
  const resource = resourceOf(use, asked)
  return asked.inventory.ecsServices.find(({cluster, name}) => `${cluster}/${name}` === resource)
}

function targetGroupsOf(use: UnitUse, asked: Asked): readonly string[] {
  const group = asked.inventory.autoScalingGroups.find(({name}) => name === resourceOf(use, asked))
  return serviceOf(use, asked)?.targetGroups ?? group?.targetGroups ?? []
}

/** Targets of each target group, and of each load balancer over all of its groups. */
function targetNeeds(asked: Asked): Need[] {
  const {albTargetCount, targetGroupTargetCount} = asked.setting.catalog.quotas
  const registered = asked.uses.flatMap((use) =>
    targetGroupsOf(use, asked).map((group) => ({group, tier: use.tier, unitCount: use.unitCount})),
  )
  const balancersOf = (group: string) =>
    asked.inventory.targetGroups.find(({name}) => name === group)?.loadBalancers ?? []
  const byBalancer = registered.flatMap((one) => balancersOf(one.group).map((balancer) => ({...one, balancer})))
  const summed = (ones: readonly {tier: string; unitCount: number}[]) => ({
    count: ones.reduce((sum, {unitCount}) => sum + unitCount, 0),
    words: ones.map(({tier, unitCount}) => `${tier} ${figure(unitCount)}`).join(' + '),
  })
  const groups = [...new Set(registered.map(({group}) => group))].map((name) => {
    const {count, words} = summed(registered.filter(({group}) => group === name))
    return need(asked, `Target group ${name}`, targetGroupTargetCount, count, words)
  })
  const balancers = [...new Set(byBalancer.map(({balancer}) => balancer))].map((name) => {
    const {count, words} = summed(byBalancer.filter(({balancer}) => balancer === name))
    return need(asked, `Load balancer ${name}`, albTargetCount, count, words)
  })
  return [...groups, ...balancers]
}

/** Storage of all databases of the Region, with what the plan makes of them. */
function storageNeed(asked: Asked): Need {
  const {databases} = asked.inventory
  const planned = new Map(
    asked.patches.flatMap(({request: {operation, input}}): [unknown, number][] => {
      const gib = input['AllocatedStorage']
      return operation === 'ModifyDBInstance' && typeof gib === 'number' ? [[input['DBInstanceIdentifier'], gib]] : []
    }),
  )
  const gib = databases.reduce((sum, {id, allocatedGib}) => sum + (planned.get(id) ?? allocatedGib), 0)
  const because = `${counted(databases.length, 'database')} that were read`
  return need(asked, 'RDS storage', asked.setting.catalog.quotas.rdsStorageCount, gib, because)
}
