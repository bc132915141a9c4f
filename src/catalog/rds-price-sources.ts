/**
 * How sure a price is. `price-list`: a row of AWS's own list. `corroborated`: public tables agree. `derived`: another
 * size of the family in the list, times the size. `assumed`: like a sister family, confirmed by nobody.
 */
export type PriceConfidence = 'price-list' | 'corroborated' | 'derived' | 'assumed'

export type PriceSource = {
  readonly confidence: PriceConfidence
  readonly source: string
  readonly checkedOn: `${number}-${number}-${number}`
}

/** Where the prices of the RDS classes came from. Rows of 2021 that appear again in 2026 are unchanged. */
export const rdsPriceSources = {
  list2021: {
    confidence: 'price-list',
    source: 'AWS price list of August 2021; the m6g and r6g rows still stand in the list of July 2026',
    checkedOn: '2021-08-03',
  },
  list2026: {
    confidence: 'price-list',
    source: 'AWS price list of July 2026',
    checkedOn: '2026-07-28',
  },
  t4gTables: {
    confidence: 'corroborated',
    source:
      'three public tables that agree; db.t4g.small also in prices that Infracost computed from the AWS price API',
    checkedOn: '2026-07-28',
  },
  m6iAsM5: {
    confidence: 'assumed',
    source: 'as db.m5 for MySQL, since db.m6i costs as much as db.m5 for PostgreSQL',
    checkedOn: '2026-07-28',
  },
  m6iBySize: {
    confidence: 'derived',
    source: 'db.m6i.large for PostgreSQL at 0.178 in a public table, times the size',
    checkedOn: '2026-07-28',
  },
  m7gAsPostgres: {
    confidence: 'assumed',
    source: 'as db.m7g for PostgreSQL, since db.r7g costs the same for both engines',
    checkedOn: '2026-07-28',
  },
  m7gBySize: {
    confidence: 'derived',
    source: 'db.m7g.xlarge for PostgreSQL at 0.337 in the price list, times the size',
    checkedOn: '2026-07-28',
  },
  m8gBySize: {
    confidence: 'derived',
    source: 'db.m8g.2xlarge for PostgreSQL at 0.672 in a public table, times the size',
    checkedOn: '2026-07-28',
  },
  r6iMysqlBySize: {
    confidence: 'derived',
    source: 'db.r6i.2xlarge for MariaDB at 0.96 in the price list of us-west-2, times the size',
    checkedOn: '2026-07-28',
  },
  r6iPostgresBySize: {
    confidence: 'derived',
    source: 'db.r6i.16xlarge for PostgreSQL, Multi-AZ, at 16.00 in the price list of us-west-2, times the size',
    checkedOn: '2026-07-28',
  },
  r7gMysqlBySize: {
    confidence: 'derived',
    source: 'db.r7g.xlarge for MySQL, Multi-AZ, at 0.956 in the price list of us-west-2, times the size',
    checkedOn: '2026-07-28',
  },
  r7gPostgresBySize: {
    confidence: 'derived',
    source: 'db.r7g.2xlarge for PostgreSQL, Multi-AZ, at 1.913 in the price list of July 2026, times the size',
    checkedOn: '2026-07-28',
  },
} as const satisfies Record<string, PriceSource>
