import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler} from './estate.js'

/**
 * @source https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 * @source https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MetricConfiguration.html
 * @source https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html
 */
export const writeEcs: Record<string, Handler> = {
  UpdateService: (input, {snapshot}) => {
    const service = snapshot.services.find(
      (one) =>
        one['serviceName'] === input['service'] &&
        String(one['clusterArn']).endsWith(`/${input['cluster'] ?? 'default'}`),
    )
    if (service === undefined) throw new FakeFailure('ServiceNotFoundException', 'Service not found.')
    for (const one of metricsOf(input)) checkMetric(one)
    const {cluster: _, service: __, ...changed} = input
    Object.assign(service, changed)
    return {service}
  },
  UpdateCapacityProvider: (input, {snapshot}) => {
    const provider = snapshot.capacityProviders.find((one) => one['name'] === input['name'])
    if (provider === undefined)
      throw new FakeFailure('ClientException', 'The specified capacity provider was not found.')
    if (provider['updateStatus'] === 'UPDATE_IN_PROGRESS') {
      throw new FakeFailure('UpdateInProgressException', 'An update is in progress.')
    }
    const asked = (input['autoScalingGroupProvider'] ?? {}) as AwsObject
    const scaling = (asked['managedScaling'] ?? {}) as AwsObject
    checkBetween(scaling, 'targetCapacity', 1, 100)
    checkBetween(scaling, 'minimumScalingStepSize', 1, 10_000)
    checkBetween(scaling, 'maximumScalingStepSize', 1, 10_000)
    checkBetween(scaling, 'instanceWarmupPeriod', 0, 10_000)
    const known = provider['autoScalingGroupProvider'] as AwsObject
    provider['autoScalingGroupProvider'] = {...known, ...asked}
    provider['updateStatus'] = 'UPDATE_COMPLETE'
    return {capacityProvider: provider}
  },
}

function metricsOf(input: AwsObject): AwsObject[] {
  return ((input['monitoring'] as AwsObject | undefined)?.['metricConfigurations'] ?? []) as AwsObject[]
}

function checkMetric({metricNames, resolutionSeconds}: AwsObject): void {
  const isKnown = (metricNames as string[]).every((name) => ['CPUUtilization', 'MemoryUtilization'].includes(name))
  if (!isKnown) throw new FakeFailure('InvalidParameterException', 'Only CPUUtilization and MemoryUtilization.')
  if (resolutionSeconds !== 20 && resolutionSeconds !== 60) {
    throw new FakeFailure('InvalidParameterException', 'The resolution is 20 or 60 seconds.')
  }
}

function checkBetween(scaling: AwsObject, name: string, least: number, most: number): void {
  const value = scaling[name]
  if (value === undefined || (Number(value) >= least && Number(value) <= most)) return
  throw new FakeFailure('InvalidParameterException', `${name} must be from ${least} to ${most}.`)
}
