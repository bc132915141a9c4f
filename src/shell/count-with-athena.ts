import {athenaPrice} from '../catalog/athena-price.js'
import type {AthenaFormat} from '../core/athena/log-location.js'
import type {LogSpan} from '../documents/counted-requests.js'
import {athenaStatements} from './athena-statements.js'
import type {AthenaPlace} from './log-flags.js'
import {documentOfRows, type LogDocument} from './read-log-document.js'

export type AthenaCost = {queryId: string; tableName: string; scannedByteCount: number; aboutUsd: number}

/**
 * Counts logs in Athena: makes the table where it is not there yet, runs the query, and returns the same document that
 * our own reader makes, with what the query read and about what it cost.
 *
 * The account is checked first where a config names it. `wait` stands in for the pauses between two looks at the query.
 */
export async function countWithAthena(asked: {
  /** Null where no config names it. */
  account: string | null
  region: string
  profile: string | undefined
  format: AthenaFormat
  path: string
  span: LogSpan
  place: AthenaPlace
  onProgress: (text: string) => void
  wait?: (delayMs: number) => Promise<void>
}): Promise<LogDocument & {cost: AthenaCost}> {
  const {account, region, profile, place, onProgress, wait} = asked
  const statements = athenaStatements(asked)
  const {makeClients} = await import('../aws/clients.js')
  const {readAccount} = await import('../aws/read-account.js')
  const {runAthenaQuery} = await import('../aws/run-athena-query.js')
  const clients = makeClients({region, profile})
  if (account !== null) await readAccount({clients, expected: account})
  const run = (sql: string) => runAthenaQuery({clients, place, sql, wait})
  onProgress(`Athena: table ${statements.tableName}`)
  await run(statements.createSql)
  onProgress('Athena: counting')
  const {queryId, scannedByteCount, rows} = await run(statements.countSql)
  const billed = Math.max(scannedByteCount, athenaPrice.leastScannedByteCount.value)
  const aboutUsd = (billed / 2 ** 40) * athenaPrice.scannedUsdPerTib.value
  return {
    ...documentOfRows(rows, `the result of query ${queryId}`),
    cost: {queryId, tableName: statements.tableName, scannedByteCount, aboutUsd},
  }
}
