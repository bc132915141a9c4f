import {randomUUID} from 'node:crypto'
import type {AwsObject} from '../../src/documents/snapshot.js'
import type {FakeAnswer, FakeAthena} from './athena.js'
import {FakeFailure, type Handler} from './estate.js'

const isDdl = (sql: string) => /^\s*(CREATE|ALTER|DROP)\b/i.test(sql)

export const handleAthena: Record<string, Handler> = {
  StartQueryExecution: (input, {athena}) => {
    const workgroup = String(input['WorkGroup'] ?? 'primary')
    const output = athena.workgroups[workgroup]
    if (output === undefined) throw new FakeFailure('InvalidRequestException', `WorkGroup ${workgroup} is not found.`)
    const own = input['ResultConfiguration'] as {OutputLocation?: string} | undefined
    if (output === null && own?.OutputLocation === undefined) {
      throw new FakeFailure(
        'InvalidRequestException',
        'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.',
      )
    }
    const sql = String(input['QueryString'])
    if (sql.length > 262_144)
      throw new FakeFailure('InvalidRequestException', 'queryString failed to satisfy constraint')
    const QueryExecutionId = randomUUID()
    athena.queries.set(QueryExecutionId, {sql, input, askedCount: 0, answer: answerTo(sql, input, athena)})
    return {QueryExecutionId}
  },
  GetQueryExecution: (input, {athena}) => {
    const query = queryOf(input, athena)
    const {sql, answer} = query
    const pending = athena.statesBefore[query.askedCount++]
    const State = pending ?? ('state' in answer ? answer.state : 'SUCCEEDED')
    const reason = pending === undefined && 'state' in answer ? {StateChangeReason: answer.reason} : {}
    return {
      QueryExecution: {
        QueryExecutionId: input['QueryExecutionId'],
        Query: sql,
        StatementType: isDdl(sql) ? 'DDL' : 'DML',
        Status: {State, ...reason},
        Statistics: {DataScannedInBytes: 'rows' in answer ? answer.scannedByteCount : 0},
      },
    }
  },
  GetQueryResults: (input, {athena, pageSize}) => {
    const {answer, askedCount} = queryOf(input, athena)
    const isDone = askedCount > athena.statesBefore.length
    if (!isDone || !('rows' in answer)) {
      throw new FakeFailure('InvalidRequestException', 'Query has not yet finished. Current state: RUNNING')
    }
    const start = Number(input['NextToken'] ?? 0)
    const end = start + pageSize
    const rows = answer.rows.slice(start, end)
    return {
      ResultSet: {Rows: rows.map((cells) => ({Data: cells.map((VarCharValue) => ({VarCharValue}))}))},
      ...(end < answer.rows.length ? {NextToken: String(end)} : {}),
    }
  },
}

function answerTo(sql: string, input: AwsObject, athena: FakeAthena): FakeAnswer {
  const {Database = 'default'} = (input['QueryExecutionContext'] ?? {}) as {Database?: string}
  if (!athena.databases.includes(Database)) {
    const reason = isDdl(sql)
      ? `FAILED: SemanticException [Error 10072]: Database does not exist: ${Database}`
      : `SCHEMA_NOT_FOUND: line 1:1: Schema '${Database}' does not exist`
    return {state: 'FAILED', reason}
  }
  return isDdl(sql) ? {rows: [], scannedByteCount: 0} : athena.answer(sql)
}

function queryOf(input: AwsObject, athena: FakeAthena) {
  const query = athena.queries.get(String(input['QueryExecutionId']))
  if (query) return query
  throw new FakeFailure('InvalidRequestException', `QueryExecution ${String(input['QueryExecutionId'])} was not found`)
}
