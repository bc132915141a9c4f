import type {Patch} from '../../src/documents/patch.js'
import type {Plan} from '../../src/documents/plan.js'
import type {DatabaseTruth, EstateTruth, TierTruth} from './estate-truth.js'

/** An estate after every call of a plan was sent. */
export type PlannedEstate = {
  tiers: Map<string, PlannedTier>
  database: DatabaseTruth
}

export type PlannedTier = {
  maxCount: number
  /** Units that the schedule holds from that instant on, whatever the policy does. */
  minCountAt: (atMs: number) => number
}

/** Reads what a plan does off its requests, as AWS would, and not off its words. */
export function plannedEstate(estate: EstateTruth, plan: Plan): PlannedEstate {
  return {
    tiers: new Map(estate.tiers.map((tier) => [tier.name, plannedTier(tier, plan.patches)])),
    database: plannedDatabase(estate.database, plan.patches),
  }
}

const callsOf = (patches: readonly Patch[], tier: string, operation: string) =>
  patches
    .filter((patch) => patch.tier === tier && patch.request.operation === operation)
    .map(({request}) => request.input)

function plannedTier(tier: TierTruth, patches: readonly Patch[]): PlannedTier {
  const maxima = [
    ...callsOf(patches, tier.name, 'UpdateAutoScalingGroup').map((input) => Number(input['MaxSize'])),
    ...callsOf(patches, tier.name, 'RegisterScalableTarget').map((input) => Number(input['MaxCapacity'])),
  ]
  const steps = [
    ...callsOf(patches, tier.name, 'PutScheduledUpdateGroupAction').map((input) => ({
      atMs: Date.parse(String(input['StartTime'])),
      minCount: Number(input['MinSize']),
    })),
    ...callsOf(patches, tier.name, 'PutScheduledAction').map((input) => ({
      atMs: Date.parse(`${String(input['Schedule']).slice(3, -1)}Z`),
      minCount: Number((input['ScalableTargetAction'] as {MinCapacity: number}).MinCapacity),
    })),
  ].sort((a, b) => a.atMs - b.atMs)
  return {
    maxCount: maxima.at(-1) ?? tier.maxCount,
    minCountAt: (atMs) => steps.filter((step) => step.atMs <= atMs).at(-1)?.minCount ?? tier.minCount,
  }
}

function plannedDatabase(database: DatabaseTruth, patches: readonly Patch[]): DatabaseTruth {
  const planned = {...database}
  for (const input of callsOf(patches, 'db', 'ModifyDBInstance')) {
    planned.class = String(input['DBInstanceClass'] ?? planned.class)
    planned.storageType = (input['StorageType'] ?? planned.storageType) as DatabaseTruth['storageType']
    planned.allocatedGib = Number(input['AllocatedStorage'] ?? planned.allocatedGib)
    planned.provisionedIops = numberOr(input['Iops'], planned.provisionedIops)
    planned.provisionedMibPerS = numberOr(input['StorageThroughput'], planned.provisionedMibPerS)
  }
  return planned
}

function numberOr(value: unknown, other: number | null): number | null {
  return value === undefined ? other : Number(value)
}
