import type {Column} from './fact.js'

/** An Aurora instance an hour on demand in us-east-1, by storage configuration. */
type AuroraPrice = {readonly standardUsdPerHour: number; readonly ioOptimizedUsdPerHour: number}

/** Where the prices came from. */
export const auroraPriceColumn = {
  unit: 'USD/hour',
  source: 'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonRDS/current/us-east-1/index.json',
  checkedOn: '2026-07-28',
  note: 'Aurora PostgreSQL, one instance',
} as const satisfies Column

/** The classes whose rows were at hand; every other one is unknown until the price list is read. */
export const auroraPostgresPrices: Readonly<Record<string, AuroraPrice>> = {
  'db.r6g.large': {standardUsdPerHour: 0.26, ioOptimizedUsdPerHour: 0.338},
  'db.r6g.xlarge': {standardUsdPerHour: 0.519, ioOptimizedUsdPerHour: 0.675},
  'db.r6g.2xlarge': {standardUsdPerHour: 1.038, ioOptimizedUsdPerHour: 1.349},
  'db.r7g.xlarge': {standardUsdPerHour: 0.553, ioOptimizedUsdPerHour: 0.719},
}
