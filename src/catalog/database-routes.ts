import type {Fact} from './fact.js'

/** How long a database is away on each route of a change, as AWS says it; lead times are our judgement. */
export const databaseRoutes = {
  blueGreenSwitchoverS: {
    value: 60,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/blue-green-deployments.html',
    checkedOn: '2026-11-27',
    note: 'typically under one minute',
  },
  blueGreenSpareRatio: {
    value: 0.2,
    unit: 'ratio',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/blue-green-deployments-creating.html',
    checkedOn: '2026-11-23',
    note: 'a smaller volume has to stay about a fifth above what is used; not confirmed: from a second reading, no stored copy',
  },
  clusterFailoverS: {
    value: 35,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts-failover.html',
    checkedOn: '2026-10-01',
    note: 'typically under 35 seconds',
  },
  auroraFailoverS: {
    value: 60,
    unit: 's',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.AuroraHighAvailability.html',
    checkedOn: '2026-10-01',
    note: 'typically less than 60 seconds, often less than 30',
  },
} as const satisfies Record<string, Fact>
