import type {AwsObject} from '../../src/documents/snapshot.js'

/** What a query comes to: rows with the names of the columns first, or the reason why it failed or was cancelled. */
export type FakeAnswer =
  | {rows: (string | null)[][]; scannedByteCount: number}
  | {state: 'FAILED' | 'CANCELLED'; reason: string}

export type FakeAthena = {
  /** Where the results of each workgroup go; null for one that does not say. */
  workgroups: Record<string, string | null>
  databases: string[]
  /** What GetQueryExecution says before a query is done. */
  statesBefore: ('QUEUED' | 'RUNNING')[]
  answer: (sql: string) => FakeAnswer
  /** Every query that was started, by its id. */
  queries: Map<string, {sql: string; input: AwsObject; askedCount: number; answer: FakeAnswer}>
}

/** Athena with a primary workgroup and a default database, in which a statement that makes a table has no rows. */
export function makeAthena(given: Partial<FakeAthena> = {}): FakeAthena {
  return {
    workgroups: {primary: 's3://results/', bare: null},
    databases: ['default'],
    statesBefore: [],
    answer: () => ({rows: [], scannedByteCount: 0}),
    queries: new Map(),
    ...given,
  }
}
