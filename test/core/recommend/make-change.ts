import type {Database, Inventory} from '../../../src/documents/inventory.js'
import type {Patch} from '../../../src/documents/patch.js'
import type {Change, Limit} from '../../../src/documents/plan.js'

/** A change of which only what a test looks at is said. */
export function makeChange(over: Partial<Change> = {}): Change {
  return {
    id: 'db-class',
    tier: 'db',
    resource: 'shop-db',
    setting: 'instance class',
    from: 'db.r6g.xlarge',
    to: 'db.r6g.2xlarge',
    because: '',
    evidence: [],
    after: null,
    cost: {windowUsd: 10, monthUsd: 100, because: 'the list'},
    leadTimeS: 1800,
    latestAt: '2026-11-25T22:30:00.000Z',
    downtime: 'a failover',
    route: 'manual',
    rejected: [],
    patchIds: ['db-class'],
    ...over,
  }
}

export function makeModify(id: string, input: Record<string, unknown>): Patch {
  const request = {
    service: 'rds' as const,
    operation: 'ModifyDBInstance',
    input: {DBInstanceIdentifier: 'shop-db', ...input},
  }
  const due = {ends: 'restore', wave: 'database', notBeforeAt: null, notAfterAt: null} as const
  const fields = {before: {}, after: {}}
  return {id, tier: 'db', resource: 'shop-db', summary: '', route: 'manual', request, ...fields, undo: request, ...due}
}

export function makeDatabase(over: Partial<Database> = {}): Database {
  return {
    id: 'shop-db',
    class: 'db.r6g.xlarge',
    engine: 'mysql',
    engineVersion: '8.0.42',
    status: 'available',
    isMultiAz: true,
    storageType: 'gp3',
    allocatedGib: 300,
    provisionedIops: null,
    provisionedMibPerS: null,
    replicaOf: null,
    replicas: [],
    pendingChanges: [],
    maintenanceWindow: null,
    backupWindow: null,
    ...over,
  }
}

export function makeInventory(over: Partial<Inventory> = {}): Inventory {
  return {
    schema: 'ecom-plan.inventory/v1',
    capturedAt: '2026-11-06T00:00:00Z',
    account: '123456789012',
    region: 'us-east-1',
    loadBalancers: [],
    targetGroups: [],
    autoScalingGroups: [],
    ecsServices: [],
    capacityProviders: [],
    databases: [],
    instanceTypes: [],
    quotas: [],
    ...over,
  } as Inventory
}

export function makeLimit(over: Partial<Limit> = {}): Limit {
  const ratios = {p50Ratio: 0.9, p90Ratio: 1.2, p99Ratio: 1.5}
  return {
    tier: 'db',
    kind: 'rds',
    resource: 'shop-db',
    measure: 'CPU',
    today: '4 vCPU',
    planned: '8 vCPU',
    now: ratios,
    after: ratios,
    shortS: 0,
    afterShortS: 0,
    verdict: 'short',
    breaksAtRps: 800,
    plannedBreaksAtRps: 1600,
    drivers: [],
    derivation: [],
    ...over,
  }
}
