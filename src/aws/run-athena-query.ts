import {
  AthenaClient,
  GetQueryExecutionCommand,
  type GetQueryResultsOutput,
  paginateGetQueryResults,
  type QueryExecution,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import {PlanError} from '../errors.js'
import {cancelled, failed, noOutput, stillRunning, workgroupMissing} from './athena-failures.js'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

type AthenaPlace = {
  database: string
  workgroup: string
  /** Where Athena puts its results; undefined where the workgroup says it. */
  output: string | undefined
}

type Query = {
  clients: AwsClients
  place: AthenaPlace
  sql: string
  /** Waits so long before Athena is asked again how far it is. */
  wait?: ((delayMs: number) => Promise<void>) | undefined
}

export type AthenaResult = {
  queryId: string
  /** What Athena bills. */
  scannedByteCount: number
  /** Names of the columns, then the rows; null where a cell is empty. */
  rows: (string | null)[][]
}

const firstDelayMs = 300
const longestDelayMs = 10_000
/** Athena itself ends a query after 30 minutes unless its quota was raised; this is three times as long. */
const mostWaitMs = 5_400_000
const pageRows = 1000

/**
 * Runs one statement in Athena, waits until it is done, and reads all of its result. A statement that makes a table
 * has no rows.
 *
 * Athena is asked after 0.3 s and then ever less often, up to every 10 s. Throws ATHENA_OUTPUT_MISSING,
 * ATHENA_WORKGROUP_MISSING, ATHENA_FAILED with the reason that Athena gives, ATHENA_CANCELLED, ATHENA_SLOW, and what
 * `explainFailure` makes of the rest. A query goes on at AWS when this process is stopped.
 *
 * @source https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html
 * @source https://docs.aws.amazon.com/athena/latest/ug/service-limits.html
 */
export async function runAthenaQuery(query: Query): Promise<AthenaResult> {
  const queryId = await startQuery(query)
  const execution = await finished(query, queryId)
  const isRows = execution.StatementType !== 'DDL'
  return {
    queryId,
    scannedByteCount: execution.Statistics?.DataScannedInBytes ?? 0,
    rows: isRows ? await readRows(query, queryId) : [],
  }
}

async function startQuery({clients, place, sql}: Query): Promise<string> {
  const {database, workgroup, output} = place
  const doing = {service: 'athena', operation: 'StartQueryExecution', resource: `workgroup ${workgroup}`}
  const command = new StartQueryExecutionCommand({
    QueryString: sql,
    QueryExecutionContext: {Catalog: 'AwsDataCatalog', Database: database},
    WorkGroup: workgroup,
    ...(output === undefined ? {} : {ResultConfiguration: {OutputLocation: output}}),
  })
  const {QueryExecutionId} = await ask(clients, doing, async () => {
    try {
      return await clients.of(AthenaClient).send(command)
    } catch (error) {
      throw refusal(error, place)
    }
  })
  return QueryExecutionId ?? ''
}

/** What Athena refuses at once is InvalidRequestException for all of it; its words tell which. */
function refusal(error: unknown, place: AthenaPlace): unknown {
  if (!(error instanceof Error) || error.name !== 'InvalidRequestException') return error
  if (/output location|output bucket|OutputLocation/i.test(error.message)) return noOutput(place, error)
  if (/workgroup .*(not found|does not exist)|is not found/i.test(error.message)) return workgroupMissing(place, error)
  return error
}

async function finished({clients, wait = pause}: Query, queryId: string): Promise<QueryExecution> {
  const doing = {service: 'athena', operation: 'GetQueryExecution', resource: `query ${queryId}`}
  let waitedMs = 0
  for (let delayMs = firstDelayMs; ; delayMs = Math.min(longestDelayMs, delayMs * 1.5)) {
    const {QueryExecution: execution = {}} = await ask(clients, doing, () =>
      clients.of(AthenaClient).send(new GetQueryExecutionCommand({QueryExecutionId: queryId})),
    )
    const {State, StateChangeReason = 'Athena gives no reason'} = execution.Status ?? {}
    if (State === 'SUCCEEDED') return execution
    if (State === 'FAILED') throw failed({queryId, reason: StateChangeReason})
    if (State === 'CANCELLED') throw cancelled({queryId, reason: StateChangeReason})
    if (waitedMs >= mostWaitMs) throw stillRunning({queryId, waitedMs})
    await wait(delayMs)
    waitedMs += delayMs
  }
}

const pause = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs))

async function readRows({clients}: Query, queryId: string): Promise<(string | null)[][]> {
  const doing = {service: 'athena', operation: 'GetQueryResults', resource: `query ${queryId}`}
  return ask(clients, doing, async () => {
    const rows: (string | null)[][] = []
    const pages = paginateGetQueryResults(
      {client: clients.of(AthenaClient), pageSize: pageRows},
      {QueryExecutionId: queryId},
    )
    for await (const page of pages) rows.push(...rowsOf(page))
    return rows
  })
}

function rowsOf({ResultSet}: GetQueryResultsOutput): (string | null)[][] {
  if (ResultSet === undefined) {
    throw new PlanError('aws', 'UNEXPECTED_REPLY', 'athena:GetQueryResults was answered without a result', {
      suggestions: ['run the same command again'],
    })
  }
  return (ResultSet.Rows ?? []).map(({Data = []}) => Data.map(({VarCharValue}) => VarCharValue ?? null))
}
