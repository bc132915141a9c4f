import type {Fact} from './fact.js'

const serverless = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html',
  checkedOn: '2026-11-27',
} as const
const api = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html',
  checkedOn: '2026-11-27',
} as const
const connections = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Managing.Performance.html',
  checkedOn: '2026-11-27',
} as const
const storage = {
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.StorageReliability.html',
  checkedOn: '2026-11-27',
} as const

/** What Aurora clusters and Multi-AZ DB clusters can have, as AWS states it. */
export const auroraCapacity = {
  gibPerAcu: {value: 2, unit: 'GiB/ACU', ...serverless, note: 'about: AWS says approximately'},
  acuStep: {value: 0.5, unit: 'ACU', ...api},
  maxAcu: {value: 256, unit: 'ACU', ...api, note: '128 in older engine versions, which AWS calls no numbers of'},
  cappedMinAcu: {
    value: 0.5,
    unit: 'ACU',
    ...serverless,
    note: 'with this minimum or less Aurora PostgreSQL caps max_connections',
  },
  cappedConnectionCount: {value: 2000, unit: 'connections', ...serverless, note: 'Aurora PostgreSQL at that minimum'},
  mysqlMaxConnectionCount: {value: 16_000, unit: 'connections', ...connections},
  postgresMaxConnectionCount: {value: 5000, unit: 'connections', ...serverless, note: 'the default, LEAST(…, 5000)'},
  maxReaderCount: {
    value: 15,
    unit: 'readers',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Replication.html',
    checkedOn: '2026-11-27',
  },
  ioShareRatio: {
    value: 0.25,
    unit: 'ratio',
    ...storage,
    note: 'AWS: I/O-Optimized is worth it where I/O is a quarter of the spend on the cluster or more',
  },
  storageSwitchS: {
    value: 30 * 86_400,
    unit: 's',
    ...storage,
    note: 'a cluster goes to I/O-Optimized once in 30 days, and back to Standard at any time',
  },
  clusterReaderCount: {
    value: 2,
    unit: 'readers',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html',
    checkedOn: '2026-11-27',
    note: 'of a Multi-AZ DB cluster, each in a zone of its own',
  },
  clusterFailoverS: {
    value: 35,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts-failover.html',
    checkedOn: '2026-11-27',
    note: 'typically under this, says AWS of a Multi-AZ DB cluster',
  },
  proxyBorrowTimeoutS: {
    value: 120,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html',
    checkedOn: '2026-11-27',
    note: 'the default: so long a caller waits for a connection when all of a proxy are busy',
  },
} as const satisfies Record<string, Fact>
