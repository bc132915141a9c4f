import {placeOfTier} from '../core/inventory/place.js'
import type {Config} from '../documents/config.js'
import type {TierConfig} from '../documents/config-tier.js'
import type {Database} from '../documents/inventory.js'
import type {StatementLoad} from '../documents/statement-load.js'
import {PlanError} from '../errors.js'
import {clientsAt} from './places.js'

type Asked = {
  config: Config
  tier: TierConfig
  database: Database
  /** The window of the diagnosis. */
  fromAt: string
  toAt: string
  /** With --offline, or where the metrics come from a file: AWS is asked for nothing. */
  isOffline: boolean
  onProgress: (text: string) => void
}

/**
 * The statements that load a database most in a window. They help to find what to change and decide nothing, so what
 * keeps them from being read is said and is no failure.
 */
export async function readStatements(asked: Asked): Promise<StatementLoad> {
  const {config, tier, database, fromAt, toAt} = asked
  if (asked.isOffline) return unread('they are read from AWS alone, and nothing is asked of it here')
  if (database.insightsId === undefined) {
    return unread(
      `Performance Insights is off for ${database.id}: aws rds modify-db-instance --db-instance-identifier ${database.id} --enable-performance-insights (no downtime), and from then on its statements are kept`,
    )
  }
  asked.onProgress('Performance Insights: statements')
  try {
    const {readStatementLoad} = await import('../aws/read-statement-load.js')
    const clients = await clientsAt(placeOfTier(config.aws, tier))
    return await readStatementLoad({clients, insightsId: database.insightsId, fromAt, toAt})
  } catch (error) {
    if (error instanceof PlanError && error.kind === 'aws') return unread(whyNot(error))
    throw error
  }
}

function whyNot({code, message, suggestions}: PlanError): string {
  if (code === 'ACCESS_DENIED') {
    return 'these credentials may not call pi:DescribeDimensionKeys; ecom-plan iam print --for diagnose prints the policy that allows it'
  }
  const isRefused = code === 'UNEXPECTED_REPLY' && message.includes('InvalidArgumentException')
  const next = isRefused
    ? 'seven days are kept unless the instance pays for more: ask for a later --window'
    : (suggestions[0] ?? 'run the same command again')
  return `${message}; ${next}`
}

function unread(why: string): StatementLoad {
  return {loadCount: null, waits: [], statements: [], why}
}
