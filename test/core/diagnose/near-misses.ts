import type {DrawnWindow} from '../../../fixtures/generate/database-windows.js'

const mib = 2 ** 20
const gib = 2 ** 30
const minuteCount = 60

/** A value that holds for the hour, one that goes from one end to the other, or one that differs for some minutes. */
type Course = number | readonly [from: number, to: number] | {usual: number; unusual: number; from: number; to: number}
type Courses = Record<string, Course>

/** An hour of a db.r6g.xlarge (4 vCPU, 32 GiB, 6,000 IOPS) on 200 GiB of gp3 (3,000 IOPS, 125 MiB/s) where all is well. */
const calm = {
  CPUUtilization: 30,
  FreeableMemory: 8 * gib,
  SwapUsage: 0,
  DatabaseConnections: 200,
  ReadIOPS: 400,
  WriteIOPS: 500,
  ReadThroughput: 6.25 * mib,
  WriteThroughput: 7.8 * mib,
  ReadLatency: 0.0008,
  WriteLatency: 0.001,
  DiskQueueDepth: 0.9,
  FreeStorageSpace: 120 * gib,
  'EBSIOBalance%': 100,
  'EBSByteBalance%': 100,
  RequestCount: 48_000,
  DBLoadCPU: 1.3,
  DBLoadNonCPU: 0.9,
} satisfies Courses

type Hand = {
  name: string
  cause: DrawnWindow['cause']
  window: Courses
  /** What differs from `calm` in the same hour of an ordinary day. */
  baseline?: Courses
  database?: Partial<DrawnWindow['database']>
}

const gp2 = {storageType: 'gp2', provisionedIops: null, provisionedMibPerS: null}
const burstable = {class: 'db.t4g.large'}
/** The disk as it is when 3,000 IOPS are asked for more: each I/O waits. */
const fullDisk = {
  ReadIOPS: 1500,
  WriteIOPS: 1495,
  ReadLatency: 0.021,
  WriteLatency: 0.021,
  DiskQueueDepth: 60,
  DBLoadNonCPU: 58,
}
const busyCpu = {CPUUtilization: 99, DBLoadCPU: 18}

/** Written by hand beside each rule: what looks like it and is not, and what it is in spite of something beside it. */
const hand: Hand[] = [
  {
    name: 'R1: IOPS at four fifths of the limit and nobody waits',
    cause: 'none',
    window: {ReadIOPS: 1200, WriteIOPS: 1200, DiskQueueDepth: 2.3},
  },
  {
    name: 'R1: the queue is long and CPU flat, but reads grew five times as fast as requests',
    cause: 'working-set',
    window: {...fullDisk, ReadIOPS: 2500, WriteIOPS: 480, FreeableMemory: 1 * gib, SwapUsage: [0, 400 * mib]},
  },
  {
    name: 'R1: at its limit with each request needing what it always did',
    cause: 'volume-iops',
    window: {...fullDisk, RequestCount: 170_000, CPUUtilization: 40},
  },
  {
    name: 'R2: credits fall slowly from a full bucket',
    cause: 'none',
    database: gp2,
    window: {BurstBalance: [100, 94], ReadIOPS: 600, WriteIOPS: 500},
    baseline: {BurstBalance: 100},
  },
  {
    name: 'R2: at the burst rate itself with credits left',
    cause: 'volume-iops',
    database: gp2,
    window: {...fullDisk, BurstBalance: [99, 71], RequestCount: 170_000},
    baseline: {BurstBalance: 100, ReadIOPS: 250, WriteIOPS: 300},
  },
  {
    name: 'R2: empty bucket, pinned at 600',
    cause: 'gp2-credits',
    database: gp2,
    window: {
      BurstBalance: 0,
      ReadIOPS: 280,
      WriteIOPS: 318,
      ReadLatency: 0.15,
      WriteLatency: 0.15,
      DiskQueueDepth: 90,
      CPUUtilization: 18,
      DBLoadNonCPU: 88,
    },
    baseline: {BurstBalance: 70},
  },
  {name: 'R3: the bucket of the class is barely used', cause: 'none', window: {'EBSIOBalance%': [99, 95]}},
  {
    name: 'R3: the bucket is low and fills again',
    cause: 'none',
    window: {'EBSIOBalance%': [20, 34]},
    baseline: {'EBSIOBalance%': 60},
  },
  {
    name: 'R4: megabytes and I/O at their limits together',
    cause: 'volume-iops',
    window: {...fullDisk, ReadThroughput: 60 * mib, WriteThroughput: 57 * mib, RequestCount: 170_000},
    baseline: {ReadThroughput: 16 * mib, WriteThroughput: 19 * mib},
  },
  {
    name: 'R4: a report that takes two thirds of the throughput',
    cause: 'none',
    window: {ReadIOPS: 700, ReadThroughput: 84 * mib, DiskQueueDepth: 1.6, ReadLatency: 0.0016},
  },
  {
    name: 'R5: CPU at 78 % and nobody waits for it',
    cause: 'none',
    window: {CPUUtilization: 78, DBLoadCPU: 3.4, RequestCount: 120_000, ReadIOPS: 900, WriteIOPS: 1100},
  },
  {
    name: 'R5: two minutes of full CPU in an hour',
    cause: 'none',
    window: {
      CPUUtilization: {usual: 35, unusual: 98, from: 30, to: 32},
      DBLoadCPU: {usual: 1.5, unusual: 9, from: 30, to: 32},
    },
  },
  {
    name: 'R5: CPU is full while the disk is nearly so',
    cause: 'cpu',
    window: {
      ...busyCpu,
      ReadIOPS: 1150,
      WriteIOPS: 1250,
      DiskQueueDepth: 3,
      ReadLatency: 0.0012,
      WriteLatency: 0.0014,
      RequestCount: 130_000,
    },
  },
  {
    name: 'R6: a healthy MySQL leaves little memory free',
    cause: 'none',
    window: {FreeableMemory: 2.2 * gib},
    baseline: {FreeableMemory: 2.3 * gib},
  },
  {
    name: 'R6: reads grew as requests did',
    cause: 'none',
    window: {
      ReadIOPS: 1000,
      WriteIOPS: 1200,
      RequestCount: 120_000,
      CPUUtilization: 62,
      DBLoadCPU: 2.6,
      DiskQueueDepth: 2.1,
    },
  },
  {
    name: 'R6: a nightly dump reads large blocks',
    cause: 'none',
    window: {ReadIOPS: 640, ReadThroughput: 66 * mib, DiskQueueDepth: 1.2},
  },
  {name: 'R7: connections at two thirds of what is allowed', cause: 'none', window: {DatabaseConnections: 1650}},
  {
    name: 'R7: connections pile up because CPU is full',
    cause: 'cpu',
    window: {...busyCpu, DatabaseConnections: [400, 2150]},
  },
  {name: 'R7: all are in use and all else is idle', cause: 'connections', window: {DatabaseConnections: [1400, 2480]}},
  {
    name: 'R8: sessions wait, but for the disk',
    cause: 'volume-iops',
    window: {...fullDisk, RequestCount: 170_000, CPUUtilization: 38, DBLoadNonCPU: 61},
  },
  {name: 'R8: a few sessions wait now and then', cause: 'none', window: {DBLoadNonCPU: 2.4}},
  {
    name: 'R8: forty wait for a row while CPU spins at 45 %',
    cause: 'locks',
    window: {
      DBLoadNonCPU: 40,
      CPUUtilization: 45,
      DBLoadCPU: 2,
      RequestCount: 100_000,
      DatabaseConnections: [200, 420],
    },
  },
  {
    name: 'R9: credits fall and are far from gone',
    cause: 'none',
    database: burstable,
    window: {CPUCreditBalance: [800, 780], CPUSurplusCreditBalance: 0, CPUUtilization: 45},
    baseline: {CPUCreditBalance: 864, CPUSurplusCreditBalance: 0},
  },
  {
    name: 'R9: credits are gone, and CPU is full as well',
    cause: 'cpu',
    database: burstable,
    window: {...busyCpu, CPUCreditBalance: 0, CPUSurplusCreditBalance: [100, 240]},
    baseline: {CPUCreditBalance: 300},
  },
  {
    name: 'R10: an idle disk says nothing of connections',
    cause: 'connections',
    window: {DatabaseConnections: 2500, ReadIOPS: 200, WriteIOPS: 220, DiskQueueDepth: 0.3},
  },
  {
    name: 'R10: a busy hour without anything that waits',
    cause: 'none',
    window: {
      CPUUtilization: 58,
      ReadIOPS: 640,
      WriteIOPS: 800,
      RequestCount: 80_000,
      DiskQueueDepth: 1.3,
      DBLoadCPU: 2.5,
    },
  },
  {
    name: 'R11: a long transaction holds the replica up for four minutes',
    cause: 'none',
    database: {replicaOf: 'shop-db'},
    window: {ReplicaLag: {usual: 0, unusual: 120, from: 20, to: 24}},
    baseline: {ReplicaLag: 0},
  },
  {
    name: 'R11: three seconds behind, as always',
    cause: 'none',
    database: {replicaOf: 'shop-db'},
    window: {ReplicaLag: 3},
    baseline: {ReplicaLag: 3},
  },
  {
    name: 'R12: a quarter free and it stays so',
    cause: 'none',
    window: {FreeStorageSpace: 50 * gib},
    baseline: {FreeStorageSpace: 50.4 * gib},
  },
  {
    name: 'R12: fills slowly, for days to come',
    cause: 'none',
    window: {FreeStorageSpace: [80 * gib, 79.6 * gib]},
    baseline: {FreeStorageSpace: 90 * gib},
  },
  {name: 'R13: a backup runs and nobody notices', cause: 'none', database: {status: 'backing-up'}, window: {}},
  {name: 'R13: a setting changes while CPU is full', cause: 'cpu', database: {status: 'modifying'}, window: busyCpu},
  {
    name: 'R14: three milliseconds at two fifths of the IOPS',
    cause: 'none',
    window: {
      ReadIOPS: 600,
      WriteIOPS: 600,
      ReadLatency: 0.003,
      WriteLatency: 0.003,
      DiskQueueDepth: 3.6,
      DBLoadNonCPU: 2.4,
    },
  },
  {
    name: 'R14: one slow minute',
    cause: 'none',
    window: {
      ReadLatency: {usual: 0.0008, unusual: 0.03, from: 12, to: 13},
      WriteLatency: {usual: 0.001, unusual: 0.03, from: 12, to: 13},
      DiskQueueDepth: {usual: 0.9, unusual: 27, from: 12, to: 13},
    },
  },
  {
    name: 'R14: slow at two fifths of the IOPS, all hour',
    cause: 'micro-bursts',
    window: {
      ReadIOPS: 600,
      WriteIOPS: 600,
      ReadLatency: 0.03,
      WriteLatency: 0.032,
      DiskQueueDepth: 37,
      DBLoadNonCPU: 9,
    },
  },
  {
    name: 'R15: a queue that counts only what waits',
    cause: 'none',
    window: {DiskQueueDepth: 0.02},
    baseline: {DiskQueueDepth: 0.02},
  },
  {
    name: 'R15: two hundred wait, yet each takes a millisecond',
    cause: 'inconsistent-metrics',
    window: {DiskQueueDepth: 200},
  },
]

function valuesOf(course: Course): number[] {
  return Array.from({length: minuteCount}, (_, i) => {
    // What sensors do: a little up, a little down.
    const ripple = 1 + 0.006 * Math.sin(i * 2.4)
    if (typeof course === 'number') return course * ripple
    if ('usual' in course) return (i >= course.from && i < course.to ? course.unusual : course.usual) * ripple
    const [from, to] = course
    return from + ((to - from) * i) / (minuteCount - 1)
  })
}

const measured = (courses: Courses): DrawnWindow['window'] => ({
  periodS: 60,
  series: Object.fromEntries(Object.entries(courses).map(([name, course]) => [name, valuesOf(course)])),
})

/** The windows written by hand, in the shape of the drawn ones. */
export function nearMisses(): DrawnWindow[] {
  return hand.map(({name, cause, window, baseline, database}, i) => ({
    name,
    cause,
    half: i % 2 === 0 ? 'development' : 'held-out',
    hasInsights: true,
    window: measured({...calm, ...window}),
    baseline: measured({...calm, ...baseline}),
    database: {
      id: 'shop-db',
      class: 'db.r6g.xlarge',
      engine: 'mysql',
      engineVersion: '8.0.40',
      status: 'available',
      isMultiAz: true,
      storageType: 'gp3',
      allocatedGib: 200,
      provisionedIops: 3000,
      provisionedMibPerS: 125,
      replicaOf: null,
      replicas: [],
      pendingChanges: [],
      maintenanceWindow: null,
      backupWindow: null,
      ...database,
    },
  }))
}
