import {catalog} from '../../src/catalog/catalog.js'
import {labelledEvents} from '../../src/core/events/labelled-events.js'
import {planEvent} from '../../src/core/events/plan-event.js'
import {makeRun} from '../../src/core/recommend/make-run.js'
import type {WalkInput} from '../../src/core/recommend/walk-input.js'
import {type Config, configSchema} from '../../src/documents/config.js'
import type {Inventory} from '../../src/documents/inventory.js'
import type {Run} from '../../src/documents/run.js'
import {capturedAt, edgeRpsAt, historyDays, historyStartMs} from './estate-demand.js'
import {drawEstateMetrics} from './estate-metrics.js'
import {type EstateTruth, type TierTruth, unitRpsOf} from './estate-truth.js'

const account = '123456789012'
const region = 'us-east-1'

/** `demandRatio` scales the traffic and nothing else; with a risk of a half the target quantile alone decides. */
export type Asked = {demandRatio?: number; riskTargetRatio?: number}

/** Fewer than for people: the chance of a breach is then known to a percent or so. */
const sampleCount = 1000

/** What ecom-plan would read of an estate: config, inventory, traffic and metrics, with their noise. */
function inputsOf(estate: EstateTruth, {demandRatio = 1, riskTargetRatio = 0.5}: Asked): WalkInput {
  const config = configOf(estate, riskTargetRatio)
  const inventory = inventoryOf(estate)
  return {
    config,
    event: planEvent({config, wanted: undefined, asOf: capturedAt, upliftText: undefined}),
    labelled: labelledEvents({config, asOf: capturedAt, fromYear: 2026, toYear: 2026}),
    inventory,
    traffic: {
      schema: 'ecom-plan.traffic/v1',
      capturedAt,
      level: estate.hasCdn ? 'edge' : 'origin',
      sources: ['drawn'],
      windows: [
        {
          periodS: 3600,
          startAt: new Date(historyStartMs).toISOString(),
          values: Array.from({length: historyDays * 24}, (_, hour) =>
            Math.round(edgeRpsAt(estate, historyStartMs + hour * 3_600_000) * demandRatio * 3600),
          ),
        },
      ],
    },
    metrics: drawEstateMetrics({estate, config, inventory}),
    loadTests: [],
    catalog,
    asOf: capturedAt,
    target: estate.target,
    azLossZoneCount: estate.azLossCount,
    seed: 1,
    sampleCount,
    budgetUsd: null,
    inventorySha256: 'drawn',
    planSha256: () => '0123456789abcdef',
  }
}

/** The run that ecom-plan makes of an estate. */
export function runOf(estate: EstateTruth, asked: Asked = {}): Run {
  return makeRun(inputsOf(estate, asked))
}

function configOf(estate: EstateTruth, riskTargetRatio: number): Config {
  const tiers = estate.tiers.map((tier) => {
    const resource = tier.kind === 'asg' ? tier.name : `shop/${tier.name}`
    const pool = tier.calls === null ? {} : {pool: {database: 'db', size: tier.calls.poolSize}}
    return [tier.name, {kind: tier.kind, resource, ...pool, ...(tier.isGiven ? {unitRps: unitRpsOf(tier)} : {})}]
  })
  return configSchema.parse({
    schema: 'ecom-plan.config/v1',
    service: estate.name,
    timezone: 'UTC',
    aws: {account, region},
    demand: {level: estate.hasCdn ? 'edge' : 'origin', sources: [{kind: 'cloudwatch'}]},
    ...(estate.hasCdn ? {cdn: {distribution: 'E1RANDOM'}} : {}),
    loadBalancer: 'shop',
    slo: {p95ResponseTime: '1s', errorRatio: '1%'},
    target: estate.target,
    targetUtilization: `${estate.targetUtilizationRatio * 100}%`,
    riskTarget: `${riskTargetRatio * 100}%`,
    azLoss: {zones: estate.azLossCount, quantile: 'p50'},
    events: [{id: 'sale', date: '2026-11-27', uplift: {factor: estate.upliftRatio, why: 'drawn'}}],
    tiers: {...Object.fromEntries(tiers), db: {kind: 'rds', resource: 'db'}},
  })
}

function inventoryOf(estate: EstateTruth): Inventory {
  const groups = estate.tiers.filter(({kind}) => kind === 'asg')
  const services = estate.tiers.filter(({kind}) => kind === 'ecs')
  const {class: className, engine, isMultiAz, storageType, allocatedGib} = estate.database
  return {
    schema: 'ecom-plan.inventory/v1',
    capturedAt,
    account,
    region,
    loadBalancers: [{name: 'shop', dimension: 'app/shop/1', zones: zonesOf(3)}],
    targetGroups: estate.tiers.map(({name}) => ({
      name,
      arn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/${name}/1`,
      dimension: `targetgroup/${name}/1`,
      loadBalancers: ['shop'],
    })),
    autoScalingGroups: groups.map((tier) => ({
      ...countsOf(tier),
      name: tier.name,
      instanceType: tier.instanceType,
      types: [{name: tier.instanceType, weightCount: null, runningCount: tier.minCount}],
      distribution: null,
      warmPool: null,
      cpuCreditMode: null,
      volumeGib: null,
      isRebalanced: true,
      subnets: [],
      zones: zonesOf(tier.zoneCount),
      warmupS: null,
      owner: null,
      stack: null,
    })),
    ecsServices: services.map((tier) => ({
      ...countsOf(tier),
      cluster: 'shop',
      name: tier.name,
      compute: 'fargate',
      capacityProvider: null,
      spotRatio: 0,
      isDaemon: false,
      subnets: [],
      runningCount: tier.minCount,
      cpuUnitCount: tier.cpuCount * 1024,
      memoryMib: tier.memoryGib * 1024,
      architecture: 'arm64',
      networkMode: 'awsvpc',
      deploymentMaximumRatio: 2,
    })),
    capacityProviders: [],
    registeredHosts: [],
    subnets: [],
    databases: [
      {
        id: 'db',
        class: className,
        engine,
        engineVersion: '8.0',
        status: 'available',
        isMultiAz,
        storageType,
        allocatedGib,
        provisionedIops: estate.database.provisionedIops,
        provisionedMibPerS: estate.database.provisionedMibPerS,
        replicaOf: null,
        replicas: [],
        pendingChanges: [],
        maintenanceWindow: null,
        backupWindow: null,
      },
    ],
    instanceTypes: groups.map(({instanceType, cpuCount, memoryGib}) => ({
      name: instanceType,
      vcpuCount: cpuCount,
      memoryGib,
      maxEniCount: 4,
    })),
    quotas: [
      {serviceCode: 'ec2', quotaCode: 'L-1216C47A', name: 'EC2 vCPU', limitCount: 100_000},
      {serviceCode: 'fargate', quotaCode: 'L-3032A538', name: 'Fargate vCPU', limitCount: 100_000},
    ],
  }
}

function countsOf({name, minCount, maxCount}: TierTruth) {
  const steered = {policies: [], scheduledActions: [], targetGroups: [name]}
  return {minCount, maxCount, desiredCount: minCount, ...steered}
}

function zonesOf(count: number): string[] {
  return ['us-east-1a', 'us-east-1b', 'us-east-1c'].slice(0, count)
}
