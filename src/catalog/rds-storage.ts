import type {Fact} from './fact.js'

const storage = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html',
  checkedOn: '2026-10-01',
} as const
const change = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html',
  checkedOn: '2026-04-13',
} as const

/**
 * Limits of RDS volumes for MySQL, MariaDB and PostgreSQL. From `stripedFromGib` on a volume is four EBS volumes side
 * by side; `small…` is what holds below.
 */
export const rdsStorage = {
  stripedFromGib: {
    value: 400,
    unit: 'GiB',
    ...storage,
    note: 'growing past this copies all data to four volumes: hours of higher latency',
  },
  stripeCount: {value: 4, unit: 'volumes', ...storage},
  oracleStripedFromGib: {value: 200, unit: 'GiB', ...storage, note: 'Oracle; SQL Server is never striped'},
  maxGib: {value: 65_536, unit: 'GiB', ...storage},

  gp3MinGib: {value: 20, unit: 'GiB', ...storage},
  gp3SmallIops: {
    value: 3000,
    unit: 'IOPS',
    ...storage,
    note: 'fixed: below 400 GiB neither IOPS nor throughput can be set',
  },
  gp3SmallMibPerS: {value: 125, unit: 'MiB/s', ...storage},
  gp3MinIops: {value: 12_000, unit: 'IOPS', ...storage, note: 'included in the price of the volume'},
  gp3MaxIops: {value: 64_000, unit: 'IOPS', ...storage},
  gp3MinMibPerS: {value: 500, unit: 'MiB/s', ...storage, note: 'included in the price of the volume'},
  gp3MaxMibPerS: {value: 4000, unit: 'MiB/s', ...storage},
  gp3MaxIopsPerGibRatio: {value: 500, unit: 'IOPS/GiB', ...storage},
  gp3MaxMibPerSPerIopsRatio: {value: 0.25, unit: 'MiB/s per IOPS', ...storage},
  gp3MysqlFloorAboveIops: {
    value: 32_000,
    unit: 'IOPS',
    ...storage,
    note: 'MySQL and MariaDB: above this the throughput has a floor too',
  },
  gp3MysqlFloorRatio: {value: 1 / 64, unit: 'MiB/s per IOPS', ...storage, note: '40,000 IOPS need at least 625 MiB/s'},

  sqlServerGp3MinIops: {value: 3000, unit: 'IOPS', ...storage, note: 'included in the price of the volume'},
  sqlServerGp3MaxIops: {value: 80_000, unit: 'IOPS', ...storage, note: '16,000 in the edition of April 2026'},
  sqlServerGp3MinMibPerS: {value: 125, unit: 'MiB/s', ...storage, note: 'included in the price of the volume'},
  sqlServerGp3MaxMibPerS: {value: 2000, unit: 'MiB/s', ...storage, note: '1,000 in the edition of April 2026'},
  sqlServerGp3MinIopsPerGibRatio: {value: 0.5, unit: 'IOPS/GiB', ...storage},

  gp2MinGib: {
    value: 5,
    unit: 'GiB',
    ...storage,
    note: 'as the table of volume sizes says; the API asks for 20 GiB of a new volume',
  },
  gp2IopsPerGibRatio: {value: 3, unit: 'IOPS/GiB', ...storage},
  gp2MinIops: {value: 100, unit: 'IOPS', ...storage},
  gp2MaxIops: {value: 64_000, unit: 'IOPS', ...storage},
  mibPerSPerIopsRatio: {
    value: 0.25,
    unit: 'MiB/s per IOPS',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-io-characteristics.html',
    checkedOn: '2026-04-13',
    note: 'gp2 and io1: one I/O carries at most 256 KiB',
  },
  gp2VolumeMinMibPerS: {value: 128, unit: 'MiB/s', ...storage, note: 'of each of the one or four volumes'},
  gp2VolumeMaxMibPerS: {value: 250, unit: 'MiB/s', ...storage, note: 'of each of the one or four volumes'},
  gp2VolumeBurstIops: {
    value: 3000,
    unit: 'IOPS',
    ...storage,
    note: 'of each of the one or four volumes, while its credits last; none from 1,000 GiB a volume on',
  },
  gp2VolumeBurstBelowGib: {value: 1000, unit: 'GiB', ...storage, note: 'of each of the one or four volumes'},
  gp2VolumeCreditCount: {
    value: 5_400_000,
    unit: 'I/O',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html',
    checkedOn: '2026-04-13',
    note: 'of each of the one or four volumes: 30 minutes at 3,000 IOPS',
  },

  provisionedMinGib: {value: 100, unit: 'GiB', ...storage, note: 'io1 and io2'},
  provisionedMinIops: {value: 1000, unit: 'IOPS', ...storage, note: 'io1 and io2'},
  provisionedMaxIops: {value: 256_000, unit: 'IOPS', ...storage, note: 'io1 and io2'},
  provisionedMinIopsPerGibRatio: {value: 0.5, unit: 'IOPS/GiB', ...storage, note: 'io1 and io2'},
  io1MaxIopsPerGibRatio: {value: 50, unit: 'IOPS/GiB', ...storage},
  io1SmallMaxMibPerS: {value: 500, unit: 'MiB/s', ...storage},
  io1MaxMibPerS: {value: 4000, unit: 'MiB/s', ...storage},
  io2MaxIopsPerGibRatio: {value: 1000, unit: 'IOPS/GiB', ...storage, note: 'on Nitro instances; 500 on older ones'},
  io2OldMaxIopsPerGibRatio: {value: 500, unit: 'IOPS/GiB', ...storage, note: 'on instances that are not Nitro'},
  io2MibPerSPerIopsRatio: {value: 0.256, unit: 'MiB/s per IOPS', ...storage},
  io2MaxMibPerS: {
    value: 4000,
    unit: 'MiB/s',
    ...storage,
    note: 'the safe reading: the table on the page says 16,000, its text and the edition of April 2026 say 4,000',
  },

  autoscalingFreeRatio: {
    value: 0.1,
    unit: 'ratio',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html',
    checkedOn: '2026-04-13',
    note: 'storage autoscaling acts when no more is free for five minutes, and the last change is six hours past',
  },
  minGrowthRatio: {value: 0.1, unit: 'ratio', ...change, note: 'a smaller step is rounded up; a volume never shrinks'},
  changesPerDayCount: {
    value: 4,
    unit: 'storage changes in 24 hours',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.gp3.html',
    checkedOn: '2026-10-01',
    note: 'each only after the optimization of the one before has ended',
  },
  coolDownS: {
    value: 21_600,
    unit: 's',
    ...change,
    note: 'six hours after the optimization has ended: the stricter rule of April 2026, which newer pages have dropped',
  },
} as const satisfies Record<string, Fact>
