import {catalog} from '../../catalog/catalog.js'
import type {Check} from '../../documents/doctor.js'
import type {Inventory, Quota} from '../../documents/inventory.js'
import {counted, figure, percent, span} from '../figure.js'
import {instantOf} from '../series/zone.js'
import type {DoctorFacts, LoadTestFact} from './facts.js'
import {type Judgement, judged} from './judged.js'

const group = 'Capacity model' as const

/** Load tests and their age, and the quotas that the tiers come close to by themselves. */
export function judgeCapacity(facts: DoctorFacts): Check[] {
  const {config, loadTests, resources} = facts
  const own = 'value' in config ? config.value.config.judgements : {}
  const freshS = own['loadTestFreshS'] ?? catalog.judgements.loadTestFreshS.value
  const tightRatio = own['tightRatio'] ?? catalog.judgements.tightRatio.value
  const tested = 'value' in config ? {value: loadTests} : {skipped: 'no valid config'}
  return [
    ...(loadTests.length === 0
      ? [judged({id: 'load-test', group, title: 'Load test'}, tested, noLoadTest)]
      : loadTests.map((test, i) =>
          judged({id: `load-test-${i + 1}`, group, title: `Load test ${test.tier}`}, test.tested, (found) =>
            loadTest(test, found, {atS: instantOf(facts.at), freshS}),
          ),
        )),
    judged({id: 'quotas', group, title: 'Quotas'}, resources, ({inventory}) => quotas(inventory, tightRatio)),
  ]
}

function noLoadTest(): Judgement {
  return {
    status: 'warn',
    message: 'ecom-plan.yaml names none: what a unit carries is read off production, which seldom shows its limit',
    next: ['test the busiest tier, then: ecom-plan loadtest import FILE --tier NAME --units N'],
  }
}

function loadTest(
  {path}: LoadTestFact,
  {testedAt, stepCount}: {testedAt: string | null; stepCount: number},
  {atS, freshS}: {atS: number; freshS: number},
): Judgement {
  const what = `${counted(stepCount, 'step')} in ${path}`
  if (testedAt === null) {
    return {
      status: 'warn',
      message: `${what}, of unknown age`,
      next: ['add testedAt to the load test in ecom-plan.yaml'],
    }
  }
  const oldS = Math.max(0, atS - instantOf(testedAt))
  if (oldS <= freshS) return {status: 'ok', message: `${what}, ${span(oldS)} old`}
  return {
    status: 'warn',
    message: `${what}, ${span(oldS)} old: the software has most likely changed since (${span(freshS)} counts as fresh)`,
    next: ['test again, and name the new results and testedAt under loadTests in ecom-plan.yaml'],
  }
}

/** vCPUs that the tiers run now, and would at their maxima. */
type Use = {nowCount: number; mostCount: number}

function quotas(inventory: Inventory, tightRatio: number): Judgement {
  const {ec2StandardVcpuCount, fargateVcpuCount} = catalog.quotas
  const uses: [string, Quota | undefined, Use, string][] = [
    ['EC2', quotaOf(inventory, ec2StandardVcpuCount.quotaCode), ec2Use(inventory), ec2StandardVcpuCount.quotaCode],
    ['Fargate', quotaOf(inventory, fargateVcpuCount.quotaCode), fargateUse(inventory), fargateVcpuCount.quotaCode],
  ]
  const used = uses.filter(([, , {mostCount}]) => mostCount > 0)
  if (used.length === 0) return {status: 'ok', message: 'no tier runs on EC2 or Fargate'}
  const tight = used.filter(([, quota, use]) => quota !== undefined && isTight(quota, use, tightRatio))
  const message = used.map(([name, quota, use]) => words(name, quota, use)).join('; ')
  if (tight.length === 0) return {status: 'ok', message}
  return {
    status: 'warn',
    message,
    next: tight.map(
      ([name, , , code]) =>
        `aws service-quotas request-service-quota-increase --service-code ${name.toLowerCase()} --quota-code ${code} --desired-value N`,
    ),
  }
}

const quotaOf = ({quotas: all}: Inventory, code: string) => all.find(({quotaCode}) => quotaCode === code)

function isTight({limitCount}: Quota, {nowCount, mostCount}: Use, tightRatio: number): boolean {
  return mostCount > limitCount || nowCount > limitCount * tightRatio
}

function words(name: string, quota: Quota | undefined, {nowCount, mostCount}: Use): string {
  if (quota === undefined) return `${name} vCPU: the quota was not read`
  const share = quota.limitCount === 0 ? '' : ` (${percent(nowCount / quota.limitCount)})`
  return `${name} runs ${figure(nowCount)} of ${figure(quota.limitCount)} vCPU${share}, ${figure(mostCount)} with the tiers at their maxima`
}

function ec2Use({autoScalingGroups, instanceTypes}: Inventory): Use {
  const use = {nowCount: 0, mostCount: 0}
  for (const {instanceType, desiredCount, maxCount} of autoScalingGroups) {
    const known = instanceTypes.find(({name}) => name === instanceType)
    const vcpuCount = known?.vcpuCount ?? catalog.ec2Instance(instanceType ?? '')?.vcpuCount ?? 0
    use.nowCount += desiredCount * vcpuCount
    use.mostCount += maxCount * vcpuCount
  }
  return use
}

function fargateUse({ecsServices}: Inventory): Use {
  const use = {nowCount: 0, mostCount: 0}
  for (const {compute, cpuUnitCount, runningCount, maxCount} of ecsServices) {
    if (compute !== 'fargate') continue
    use.nowCount += (runningCount * cpuUnitCount) / 1024
    use.mostCount += (Math.max(runningCount, maxCount ?? 0) * cpuUnitCount) / 1024
  }
  return use
}
