import type {Database, DatabaseCluster} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'

/**
 * The call that takes away an instance that a plan made. It is the only call of ecom-plan that deletes a database, and
 * is sent only of one that carries the plan's tag and is a replica or a reader, which hold nothing that their source
 * does not: so no snapshot is kept, which of a replica AWS would not take anyway.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
 */
const takeAway = (DBInstanceIdentifier: string) => ({
  service: 'rds' as const,
  operation: 'DeleteDBInstance',
  input: {DBInstanceIdentifier, SkipFinalSnapshot: true},
})

/** Names `STEM-1`, `STEM-2`, … that no instance has. */
function freeNames(stem: string, count: number, taken: ReadonlySet<string>): string[] {
  const names: string[] = []
  for (let i = 1; names.length < count; i++) {
    const name = `${stem}-${i}`
    if (!taken.has(name)) names.push(name)
  }
  return names
}

/**
 * The calls that make read replicas of an instance, of its own class, each tagged with the plan's id. The shop has to
 * send reads there itself: nothing in a plan counts on them.
 *
 * Of a primary without a standby the snapshot stalls its I/O, which a person has to agree to.
 *
 * `source` is a primary; `taken` are the names of all instances.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export function replicaPatches({
  tier,
  source,
  className,
  count,
  planId,
  taken,
}: {
  tier: string
  source: Pick<Database, 'id' | 'isMultiAz'>
  className: string
  count: number
  planId: string
  taken: ReadonlySet<string>
}): DraftPatch[] {
  const Tags = [{Key: 'ecom-plan', Value: planId}]
  return freeNames(`${source.id}-replica`, count, taken).map((name) => ({
    id: `${tier}-${name.slice(source.id.length + 1)}`,
    tier,
    resource: name,
    summary: `a read replica of ${source.id}, ${className}`,
    route: source.isMultiAz ? 'automatic' : 'manual',
    request: {
      service: 'rds',
      operation: 'CreateDBInstanceReadReplica',
      input: {
        DBInstanceIdentifier: name,
        SourceDBInstanceIdentifier: source.id,
        DBInstanceClass: className,
        Tags,
      },
    },
    before: {DBInstance: null},
    after: {DBInstance: {DBInstanceIdentifier: name, ReadReplicaSourceDBInstanceIdentifier: source.id, Tags}},
    undo: takeAway(name),
    ends: 'restore',
    ...(source.isMultiAz ? {} : {consent: 'downtime' as const}),
  }))
}

/**
 * The calls that make instances of a class in a cluster, a reader each, tagged with the plan's id.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function readerPatches({
  tier,
  cluster,
  className,
  count,
  planId,
  route,
}: {
  tier: string
  cluster: Pick<DatabaseCluster, 'id' | 'engine' | 'members'>
  className: string
  count: number
  planId: string
  /** `manual` where they are half of a failover that a person makes. */
  route: DraftPatch['route']
}): DraftPatch[] {
  const Tags = [{Key: 'ecom-plan', Value: planId}]
  const taken = new Set(cluster.members.map(({id}) => id))
  return freeNames(`${cluster.id}-reader`, count, taken).map((name) => ({
    id: `${tier}-${name.slice(cluster.id.length + 1)}`,
    tier,
    resource: name,
    summary: `a reader of ${className} in ${cluster.id}`,
    route,
    request: {
      service: 'rds',
      operation: 'CreateDBInstance',
      input: {
        DBInstanceIdentifier: name,
        DBClusterIdentifier: cluster.id,
        DBInstanceClass: className,
        Engine: cluster.engine,
        Tags,
      },
    },
    before: {DBInstance: null},
    after: {DBInstance: {DBInstanceIdentifier: name, DBClusterIdentifier: cluster.id, Tags}},
    undo: takeAway(name),
    ends: 'restore',
  }))
}
