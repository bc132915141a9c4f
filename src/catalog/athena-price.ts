import type {Fact} from './fact.js'

/** What a query costs: what it reads of packed bytes, 10 MB at least. Statements that make tables are free. */
export const athenaPrice = {
  scannedUsdPerTib: {
    value: 5,
    unit: 'USD/TiB scanned',
    source: 'https://aws.amazon.com/athena/pricing/',
    checkedOn: '2026-11-26',
    note: 'us-east-1 and most Regions; as articles that cite the page give it, no stored copy of the page was read',
  },
  leastScannedByteCount: {
    value: 10_485_760,
    unit: 'bytes',
    source: 'https://aws.amazon.com/athena/pricing/',
    checkedOn: '2026-11-26',
    note: '10 MB a query; as articles that cite the page give it',
  },
} as const satisfies Record<string, Fact>
