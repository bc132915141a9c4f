import type {Column} from './fact.js'

/** An Aurora instance an hour on demand in us-east-1, by storage configuration. */
export type AuroraPrice = {readonly standardUsdPerHour: number; readonly ioOptimizedUsdPerHour: number}

/** Where a price of an Aurora instance came from. */
export const auroraPriceColumns = {
  listed: {
    unit: 'USD/hour',
    source: 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonRDS/current/us-east-1/index.json',
    checkedOn: '2026-07-28',
    note: 'Aurora PostgreSQL, one instance; AWS says that Aurora MySQL costs the same',
  },
  toolkit: {
    unit: 'USD/hour',
    source:
      'https://raw.githubusercontent.com/aws/agent-toolkit-for-aws/main/skills/specialized-skills/database-skills/amazon-aurora-mysql/scripts/acu_calculator.py',
    checkedOn: '2026-03-28',
    note: 'one instance, as AWS keeps it in its own sizing tool; I/O-Optimized is 1.3 times that',
  },
} as const satisfies Record<string, Column>

/** Rows of the price list that were at hand, with both storage configurations. */
const listed: Readonly<Record<string, AuroraPrice>> = {
  'db.r6g.large': {standardUsdPerHour: 0.26, ioOptimizedUsdPerHour: 0.338},
  'db.r6g.xlarge': {standardUsdPerHour: 0.519, ioOptimizedUsdPerHour: 0.675},
  'db.r6g.2xlarge': {standardUsdPerHour: 1.038, ioOptimizedUsdPerHour: 1.349},
  'db.r7g.xlarge': {standardUsdPerHour: 0.553, ioOptimizedUsdPerHour: 0.719},
}

/** Standard prices of AWS's sizing tool; they agree with every listed row. */
const toolkit: Readonly<Record<string, number>> = {
  'db.t3.medium': 0.082,
  'db.t3.large': 0.164,
  'db.t4g.medium': 0.073,
  'db.t4g.large': 0.146,
  'db.r5.large': 0.29,
  'db.r5.xlarge': 0.58,
  'db.r5.2xlarge': 1.16,
  'db.r5.4xlarge': 2.32,
  'db.r5.8xlarge': 4.64,
  'db.r5.12xlarge': 6.96,
  'db.r5.16xlarge': 9.28,
  'db.r5.24xlarge': 13.92,
  'db.r6g.large': 0.26,
  'db.r6g.xlarge': 0.519,
  'db.r6g.2xlarge': 1.038,
  'db.r6g.4xlarge': 2.076,
  'db.r6g.8xlarge': 4.152,
  'db.r6g.12xlarge': 6.228,
  'db.r6g.16xlarge': 8.304,
  'db.r7g.large': 0.276,
  'db.r7g.xlarge': 0.553,
  'db.r7g.2xlarge': 1.106,
  'db.r7g.4xlarge': 2.211,
  'db.r7g.8xlarge': 4.422,
  'db.r7g.12xlarge': 6.633,
  'db.r7g.16xlarge': 8.844,
  'db.r8g.large': 0.276,
  'db.r8g.xlarge': 0.552,
  'db.r8g.2xlarge': 1.104,
  'db.r8g.4xlarge': 2.208,
  'db.r8g.8xlarge': 4.416,
  'db.r8g.12xlarge': 6.624,
  'db.r8g.16xlarge': 8.832,
  'db.r8g.24xlarge': 13.248,
  'db.r8g.48xlarge': 26.496,
}

/** What a class costs, and where that is from; undefined for a class of which no source says it. */
export function auroraPriceOf(name: string): (AuroraPrice & {column: Column}) | undefined {
  const row = listed[name]
  if (row !== undefined) return {...row, column: auroraPriceColumns.listed}
  const standardUsdPerHour = toolkit[name]
  if (standardUsdPerHour === undefined) return undefined
  const ioOptimizedUsdPerHour = Number((standardUsdPerHour * ioOptimizedRatio).toFixed(4))
  return {standardUsdPerHour, ioOptimizedUsdPerHour, column: auroraPriceColumns.toolkit}
}

const ioOptimizedRatio = 1.3
