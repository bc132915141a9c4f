import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import {figure, percent, seconds, span} from '../figure.js'
import {on, type Rule, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits
/** RDS's words for an instance whose volume or settings are being changed. */
const changing = ['storage-optimization', 'storage-config-upgrade', 'storage-initialization', 'modifying', 'upgrading']
/** A lag that grows by a minute an hour is noise of long transactions; more is a replica that falls back. */
const lagGrowthS = 60

/** R11: a replica applies less than its source writes. */
export const replicaRule: Rule = {
  id: 'R11',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html',
  weight: () => 110,
  conditions: (situation) => [
    {holds: situation.isReplica, otherwise: 'it is no replica', needs: []},
    on(situation.now.lagS, {
      needs: ['ReplicaLag'],
      isSign: true,
      holds: (lag) => lag > limit.lagS.value,
      otherwise: (lag) => `it is ${seconds(lag)} behind`,
      evidence: (lag) => ({
        metric: 'ReplicaLag',
        measured: span(lag),
        against: `${span(limit.lagS.value)}, and rising by ${span(situation.changeOf('lagS') ?? 0)} an hour`,
        limitRatio: lag / limit.lagS.value,
      }),
    }),
    on(situation.changeOf('lagS'), {
      needs: ['ReplicaLag'],
      holds: (change) => change > lagGrowthS,
      otherwise: () => 'it does not fall back further',
    }),
  ],
  says: ({now, lastOf}) =>
    `the replica falls behind: ${span(lastOf('lagS') ?? now.lagS ?? 0)} at the end and rising, while it writes ${figure(Math.round(now.writeIops ?? 0))} a second, which is all that it applies`,
  remedy: () => [
    'parallel apply (replica_parallel_workers in MySQL), or a class with faster cores',
    'reads that must be fresh to the primary until it has caught up; fewer large writes at once',
  ],
  isNot: ['not the primary, which writes as it should'],
}

/** Hours until the storage is full at the rate of the window; null where it does not fill. */
function fullInS({now, changeOf, lastOf, allocatedGib}: Situation): number | null {
  const change = changeOf('freeStorageGib')
  const last = lastOf('freeStorageGib') ?? now.freeStorageGib
  // Sensors waver by some tenths of a per cent of what is there.
  if (change === null || last === null || change > -0.002 * allocatedGib) return null
  return (last / -change) * 3600
}

/** R12: the volume is full soon. */
export const storageSpaceRule: Rule = {
  id: 'R12',
  source: limit.storageFreeRatio.source,
  // A volume that is full stops every write, whatever else is slow.
  weight: (situation) => ((fullInS(situation) ?? Number.POSITIVE_INFINITY) < 3600 ? 5 : 120),
  conditions: (situation) => [
    on(ratioOf(situation.now.freeStorageGib, situation.allocatedGib), {
      needs: ['FreeStorageSpace'],
      isSign: true,
      holds: (share) =>
        share < limit.storageFreeRatio.value ||
        (fullInS(situation) ?? Number.POSITIVE_INFINITY) < limit.storageHorizonS.value,
      otherwise: (share) => `${percent(share)} of the storage is free`,
      evidence: (share) => ({
        metric: 'FreeStorageSpace',
        measured: `${figure(situation.now.freeStorageGib ?? 0)} GiB, ${percent(share)}`,
        against: `${percent(limit.storageFreeRatio.value)} of ${figure(situation.allocatedGib)} GiB`,
        limitRatio: null,
      }),
    }),
  ],
  says: (situation) => {
    const free = situation.lastOf('freeStorageGib') ?? 0
    const ends = fullInS(situation)
    const when = ends === null ? '' : `, and at the rate of this window it is full in ${span(ends)}`
    return `storage runs out: ${figure(free)} GiB of ${figure(situation.allocatedGib)} are free (${percent(free / situation.allocatedGib)})${when}`
  },
  remedy: () => [
    'raise the storage now, by at least a tenth: it never shrinks, and each change locks the next one for hours',
    'find what grows: binary logs and replication slots, temporary tables, a runaway load',
  ],
  isNot: ['not speed: IOPS and class have nothing to do with it'],
}

/** R13: RDS itself is at work on the volume or the instance. */
export const modificationRule: Rule = {
  id: 'R13',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html',
  weight: () => 30,
  conditions: ({status}) => [
    on(status, {
      needs: ['the status of the instance at that time'],
      holds: (found) => changing.includes(found),
      otherwise: (found) => `its status is ${found}`,
      evidence: (found) => ({metric: 'DBInstanceStatus', measured: found, against: 'available', limitRatio: null}),
    }),
  ],
  says: ({status, now}) => {
    const time = now.ioTimeS === null ? '' : `; an I/O takes ${seconds(now.ioTimeS)}`
    return `RDS is changing it (${status ?? ''})${time}: until that ends the volume gives no more than the smaller of old and new`
  },
  remedy: () => ['wait for it to end and change nothing meanwhile; plan such changes a day before a sale'],
  isNot: ['not a reason to buy IOPS or a class: what is slow now is expected to pass'],
}
