import {botTokens} from '../catalog/bot-tokens.js'
import {countQuery} from '../core/athena/count-query.js'
import {createTable} from '../core/athena/create-table.js'
import {type AthenaFormat, type LogLocation, logLocation} from '../core/athena/log-location.js'
import type {LogSpan} from '../documents/counted-requests.js'

export type AthenaStatements = {location: LogLocation; tableName: string; createSql: string; countSql: string}

/** The two statements that count logs where they lie. Throws LOG_LOCATION. */
export function athenaStatements(asked: {
  format: AthenaFormat
  path: string
  account: string | null
  region: string | null
  span: LogSpan
}): AthenaStatements {
  const {format, span} = asked
  const location = logLocation(asked)
  const table = createTable({format, location})
  const countSql = countQuery({format, location, table: table.name, span, bots: botTokens})
  return {location, tableName: table.name, createSql: table.sql, countSql}
}
