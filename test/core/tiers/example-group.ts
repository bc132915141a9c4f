import type {CapacityModel} from '../../../src/documents/capacity-model.js'
import type {AutoScalingGroup, CapacityProvider, EcsService} from '../../../src/documents/inventory.js'

/** A capacity of 50 req/s a unit, every request reaching the tier. */
export const fifty: CapacityModel = {
  schema: 'ecom-plan.capacity-model/v1',
  tier: 'web',
  unit: 'instance',
  unitRps: 50,
  origin: 'production',
  estimates: [{origin: 'production', unitRps: 50, evidence: 'measured', isExtrapolated: false}],
  disagreementRatio: 0,
  visitCount: 1,
  visitOrigin: 'given',
}

export function exampleGroup(over: Partial<AutoScalingGroup> = {}): AutoScalingGroup {
  return {
    name: 'web',
    minCount: 3,
    maxCount: 12,
    desiredCount: 3,
    instanceType: 'c7g.xlarge',
    types: [{name: 'c7g.xlarge', weightCount: null, runningCount: 3}],
    distribution: null,
    warmPool: null,
    cpuCreditMode: null,
    volumeGib: null,
    isRebalanced: true,
    zones: ['a', 'b', 'c'],
    subnets: [],
    targetGroups: [],
    warmupS: null,
    policies: [],
    scheduledActions: [],
    owner: null,
    stack: null,
    ...over,
  }
}

export function exampleService(over: Partial<EcsService> = {}): EcsService {
  return {
    cluster: 'shop',
    name: 'cart',
    compute: 'fargate',
    capacityProvider: null,
    spotRatio: 0,
    isDaemon: false,
    desiredCount: 4,
    runningCount: 4,
    cpuUnitCount: 1024,
    memoryMib: 2048,
    architecture: 'x86_64',
    networkMode: 'awsvpc',
    subnets: [],
    deploymentMaximumRatio: 2,
    minCount: 4,
    maxCount: 20,
    targetGroups: [],
    policies: [],
    scheduledActions: [],
    ...over,
  }
}

export function exampleProvider(over: Partial<CapacityProvider> = {}): CapacityProvider {
  return {
    name: 'hosts',
    autoScalingGroup: 'hosts',
    targetCapacityRatio: 1,
    isManaged: true,
    minimumStepCount: 1,
    maximumStepCount: 10_000,
    warmupS: 300,
    ...over,
  }
}
