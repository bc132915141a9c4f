import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import {figure, percent, seconds} from '../figure.js'
import {type Bucket, bucketOf, bucketWords} from './burst-bucket.js'
import {
  classIopsNow,
  cpuHasRoom,
  growthNeeds,
  iopsNow,
  iopsShare,
  ioWaits,
  mibPerSNow,
  queueIsLong,
  readsOutgrew,
  volumeIopsNow,
} from './disk-state.js'
import {type Condition, metricNames, on, type Rule, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits
const latencyPage = 'https://repost.aws/knowledge-center/rds-latency-ebs-iops-bottleneck'
const ioPage = 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-io-characteristics.html'

/** R1: the volume gives no more IOPS, and each request needs what it always did. */
export const volumeIopsRule: Rule = {
  id: 'R1',
  source: latencyPage,
  weight: () => 80,
  conditions: (situation) => [
    iopsShare({
      situation,
      limitIops: volumeIopsNow(situation),
      what: 'the volume',
      isSign: true,
      holds: (share) => share >= limit.iopsFullRatio.value,
    }),
    ioWaits(situation),
    queueIsLong(situation),
    cpuHasRoom(situation, limit.cpuFullRatio.value),
    on(volumeIsSmaller(situation), {
      needs: ['EBSIOBalance%'],
      holds: (isSmaller) => isSmaller,
      otherwise: () => 'the class gives less than the volume',
    }),
    on(isOutOfCredits(situation), {
      needs: ['BurstBalance'],
      holds: (isOut) => !isOut,
      otherwise: () => 'the volume could do more, had it credits left',
    }),
    on(readsOutgrew(situation), {
      needs: growthNeeds(situation),
      holds: (outgrew) => !outgrew,
      otherwise: () => 'reads grew beyond what the requests ask for: memory first, not IOPS',
    }),
  ],
  says: (situation) =>
    `the volume's IOPS are used up: ${figure(Math.round(situation.now.iops ?? 0))} of ${figure(volumeIopsNow(situation) ?? 0)}, an I/O takes ${seconds(situation.now.ioTimeS ?? 0)} and CPU is not what is waited for`,
  remedy: () => [
    'more IOPS: gp3 with provisioned IOPS, or io2 (ecom-plan forecast says how many the peak needs)',
    'fewer reads: the statements with the most I/O, an index, a cache in front',
  ],
  isNot: [
    'not CPU: a larger class alone leaves the volume as it is',
    'not memory: reads follow the requests as they did',
  ],
}

function volumeIsSmaller(situation: Situation): boolean | null {
  const volume = volumeIopsNow(situation)
  const ofClass = classIopsNow(situation)
  if (volume === null) return null
  return ofClass === null || volume <= ofClass
}

function isOutOfCredits({limits, now}: Situation): boolean | null {
  if (limits.burstIops === null) return false
  return now.burstRatio === null ? null : now.burstRatio <= limit.balanceEmptyRatio.value
}

/** R2: a gp2 volume has spent its credits, or will have soon. */
export const gp2CreditsRule: Rule = {
  id: 'R2',
  source: 'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html',
  weight: () => 50,
  conditions: (situation) => {
    const {limits} = situation
    const bucket = bucketOf(situation, 'burstRatio')
    return [
      {
        holds: limits.volumeIops === null ? null : limits.burstIops !== null,
        otherwise: 'the volume has no burst credits',
        needs: [],
      },
      bucketIsLow(bucket, 'BurstBalance'),
      iopsShare({
        situation,
        limitIops: limits.volumeIops,
        what: 'what its size earns',
        holds: (share) => (bucket?.state === 'empty' ? share >= limit.iopsFullRatio.value : share > 1),
      }),
      ...(bucket?.state === 'empty' ? [ioWaits(situation)] : []),
    ]
  },
  says: (situation) => {
    const {limits, now} = situation
    const bucket = bucketOf(situation, 'burstRatio')
    const earns = figure(limits.volumeIops ?? 0)
    return bucket?.state === 'empty'
      ? `the burst credits of the gp2 volume are spent: IOPS are pinned at ${figure(Math.round(now.iops ?? 0))}, which is what its size earns (${earns}), and an I/O takes ${seconds(now.ioTimeS ?? 0)}`
      : `the burst credits of the gp2 volume run out: ${percent(bucket?.ratio ?? 0)} left, ${bucket === null ? '' : bucketWords(bucket)}, and then it has ${earns} IOPS`
  },
  remedy: () => ['change the volume to gp3 now, which needs no credits', 'or grow it: gp2 earns 3 IOPS for each GiB'],
  isNot: ['not CPU, which falls while I/O waits', 'not a matter of more credits: they only come back while it idles'],
}

function bucketIsLow(bucket: Bucket | null, metric: string): Condition {
  return on(bucket, {
    needs: [metric],
    isSign: true,
    holds: ({state}) => state !== 'enough',
    otherwise: ({ratio}) => `${percent(ratio)} of the credits are left`,
    evidence: (found) => ({metric, measured: percent(found.ratio), against: bucketWords(found), limitRatio: null}),
  })
}

/** R4: megabytes, not I/O, are used up. */
export const throughputRule: Rule = {
  id: 'R4',
  source: ioPage,
  weight: () => 70,
  conditions: (situation) => [
    on(ratioOf(situation.now.mibPerS, mibPerSNow(situation)), {
      needs: metricNames.throughput,
      isSign: true,
      holds: (share) => share >= limit.throughputFullRatio.value,
      otherwise: (share) => `throughput is at ${percent(share)} of ${figure(mibPerSNow(situation) ?? 0)} MiB/s`,
      evidence: (share) => ({
        metric: 'ReadThroughput + WriteThroughput',
        measured: `${figure(situation.now.mibPerS ?? 0)} MiB/s`,
        against: `${figure(mibPerSNow(situation) ?? 0)} MiB/s of the volume`,
        limitRatio: share,
      }),
    }),
    iopsShare({
      situation,
      limitIops: iopsNow(situation),
      what: 'the volume',
      holds: (share) => share < limit.iopsRoomRatio.value,
    }),
    ioWaits(situation),
  ],
  says: ({now, limits}) =>
    `the volume's throughput is used up: ${figure(now.mibPerS ?? 0)} of ${figure(limits.volumeMibPerS ?? 0)} MiB/s with IOPS to spare, so the I/O are large: scans, dumps, reports`,
  remedy: () => [
    'move scans, dumps and reports to a replica or to the night',
    'more throughput: gp3 from 400 GiB on takes it as a setting of its own, up to what the class carries',
  ],
  isNot: ['not IOPS: they have room, and more of them move no more megabytes'],
}

/** R14: the minute looks idle, yet its I/O wait: they come all at once. */
export const microBurstsRule: Rule = {
  id: 'R14',
  source: latencyPage,
  weight: () => 90,
  conditions: (situation) => [
    ioWaits(situation, true),
    iopsShare({
      situation,
      limitIops: iopsNow(situation),
      what: 'the volume',
      holds: (share) => share < limit.iopsRoomRatio.value,
    }),
    on(ratioOf(situation.now.mibPerS, mibPerSNow(situation)), {
      needs: metricNames.throughput,
      holds: (share) => share < limit.throughputFullRatio.value,
      otherwise: (share) => `throughput is at ${percent(share)} of its limit`,
    }),
    queueIsLong(situation),
  ],
  says: ({now}) =>
    `the disk is hit in bursts shorter than a minute: an I/O takes ${seconds(now.ioTimeS ?? 0)} though the minutes show only ${figure(Math.round(now.iops ?? 0))} IOPS`,
  remedy: () => [
    'look at one-second Enhanced Monitoring before anything is bought',
    'spread what starts at once: cron jobs on the full minute, cache refreshes, batch writes',
  ],
  isNot: ['not a lack of IOPS by the minute: the mean is well below the limit'],
}
