import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import {figure, percent} from '../figure.js'
import {growthNeeds, iopsNow, readGrowth} from './disk-state.js'
import {type Condition, metricNames, on, type Rule, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits
/** Reads that are so few hold nobody up, however fast they grew. */
const leastShareRatio = 0.2

/**
 * R6: pages that were in memory are read from the disk.
 *
 * The sign is reads that grow faster than requests and than writes, which need no memory. FreeableMemory and SwapUsage
 * stand beside it and decide nothing: a healthy MySQL has little free, and PostgreSQL counts its page cache as free.
 */
export const workingSetRule: Rule = {
  id: 'R6',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html',
  weight: () => 40,
  conditions: (situation) => {
    const growth = readGrowth(situation)
    const needs = growthNeeds(situation)
    return [
      on(growth?.perRequest ?? null, {
        needs,
        isSign: true,
        holds: (ratio) => ratio >= limit.readGrowthRatio.value,
        otherwise: (ratio) => `reads are ${figure(ratio)} × what so many requests take on ordinary days`,
        evidence: (ratio) => ({
          metric: 'ReadIOPS ÷ RequestCount',
          measured: `${figure(ratio)} × ordinary days`,
          against: 'the same pages for the same requests',
          limitRatio: null,
        }),
      }),
      on(growth?.perWrite ?? null, {
        needs,
        isSign: true,
        holds: (ratio) => ratio >= limit.readGrowthRatio.value,
        otherwise: () => 'writes grew as reads did, so it is more work and not less memory',
        evidence: (ratio) => ({
          metric: 'ReadIOPS ÷ WriteIOPS',
          measured: `${figure(ratio)} × ordinary days`,
          against: 'writes need no memory',
          limitRatio: null,
        }),
      }),
      on(growth === null ? null : (growth.size ?? 1), {
        needs,
        holds: (ratio) => ratio < limit.scanGrowthRatio.value,
        otherwise: (ratio) => `each read is ${figure(ratio)} × as large: a scan or a dump`,
      }),
      readsMatter(situation),
      isNoBurst(situation),
    ]
  },
  says: (situation) => {
    const growth = readGrowth(situation)
    const {now} = situation
    return `the working set no longer fits into memory: ${figure(Math.round(now.readIops ?? 0))} reads a second, ${figure(growth?.perRequest ?? 0)} × what so many requests take on ordinary days, while writes did not follow${memoryWords(situation)}`
  },
  remedy: () => [
    'a class with more memory (the R families have twice that of M)',
    'less to read: an index in place of a scan, a cache in front, old rows out of the hot tables',
  ],
  isNot: ['not a lack of IOPS, even where the disk is full: the reads are what memory no longer holds'],
}

function memoryWords({now, limits, changeOf}: Situation): string {
  const swap = changeOf('swapMib') ?? 0
  if (swap > 1) return `; SwapUsage rises by ${figure(swap)} MiB an hour`
  const free = ratioOf(now.freeMemoryGib, limits.class?.memoryGib)
  return free !== null && free < limit.memoryFreeRatio.value ? `; ${percent(free)} of the memory is freeable` : ''
}

function readsMatter(situation: Situation): Condition {
  return on(ratioOf(situation.now.readIops, iopsNow(situation)), {
    needs: metricNames.iops,
    holds: (share) => share >= leastShareRatio,
    otherwise: (share) => `reads take ${percent(share)} of the IOPS that there are`,
  })
}

/** Where I/O wait though IOPS have room, they come in bursts, and what bursts are made of is not known. */
function isNoBurst(situation: Situation): Condition {
  const share = ratioOf(situation.now.iops, iopsNow(situation))
  const {ioTimeS} = situation.now
  const isBurst =
    share === null || ioTimeS === null ? null : ioTimeS > limit.ioTimeS.value && share < limit.iopsRoomRatio.value
  return on(isBurst, {
    needs: [...metricNames.iops, ...metricNames.ioTime],
    holds: (bursts) => !bursts,
    otherwise: () => 'I/O wait though IOPS have room: they come in bursts',
  })
}
