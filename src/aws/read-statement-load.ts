import {DescribeDimensionKeysCommand, type DescribeDimensionKeysResponse, PIClient} from '@aws-sdk/client-pi'
import type {StatementLoad} from '../documents/statement-load.js'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

const statementCount = 5
/** As many as the call gives: what is waited for is told by name, and few names make up nearly all of it. */
const waitCount = 25
const mostWaits = 3

type Keys = NonNullable<DescribeDimensionKeysResponse['Keys']>

/**
 * The five statements that load an instance most in a window, each with what it waits for, and the load of all of them:
 * averages of active sessions, scaled where Performance Insights samples. Statements are digests, without literals.
 * `insightsId` is the instance's DbiResourceId.
 *
 * Throws ACCESS_DENIED, THROTTLED and the other failures of AWS; a window of which nothing is kept is refused by AWS
 * with InvalidArgumentException (UNEXPECTED_REPLY) or has no statements.
 *
 * @source https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_DescribeDimensionKeys.html
 */
export async function readStatementLoad({
  clients,
  insightsId,
  fromAt,
  toAt,
}: {
  clients: AwsClients
  insightsId: string
  fromAt: string
  toAt: string
}): Promise<StatementLoad> {
  const client = clients.of(PIClient)
  const asked = {
    ServiceType: 'RDS' as const,
    Identifier: insightsId,
    StartTime: new Date(fromAt),
    EndTime: new Date(toAt),
    Metric: 'db.load.avg',
  }
  const doing = {service: 'pi', operation: 'DescribeDimensionKeys', resource: insightsId}
  const ofWaits = await ask(clients, doing, () =>
    client.send(new DescribeDimensionKeysCommand({...asked, GroupBy: {Group: 'db.wait_event', Limit: waitCount}})),
  )
  const ofStatements = await ask(clients, doing, () =>
    client.send(
      new DescribeDimensionKeysCommand({
        ...asked,
        GroupBy: {
          Group: 'db.sql_tokenized',
          Dimensions: ['db.sql_tokenized.id', 'db.sql_tokenized.statement'],
          Limit: statementCount,
        },
        PartitionBy: {Group: 'db.wait_event', Limit: waitCount},
      }),
    ),
  )
  const keys = ofWaits.Keys ?? []
  const loadCount = keys.length === 0 ? null : keys.reduce((sum, {Total = 0}) => sum + Total, 0)
  const events = (ofStatements.PartitionKeys ?? []).map(({Dimensions}) => eventOf(Dimensions))
  const statements = (ofStatements.Keys ?? []).map((key) => statementOf(key, events, loadCount))
  return {
    loadCount,
    waits: mostLoaded(keys.map(({Dimensions, Total = 0}) => ({event: eventOf(Dimensions), loadCount: Total}))),
    statements,
    why: statements.length === 0 ? 'Performance Insights has no statement in this window' : null,
  }
}

function statementOf(
  {Dimensions = {}, Total = 0, Partitions = []}: Keys[number],
  events: readonly string[],
  loadCount: number | null,
): StatementLoad['statements'][number] {
  return {
    id: Dimensions['db.sql_tokenized.id'] ?? '',
    text: (Dimensions['db.sql_tokenized.statement'] ?? '').replaceAll(/\s+/g, ' ').trim(),
    loadCount: Total,
    // The two calls are not of one instant: a part is never more than the whole.
    shareRatio: loadCount === null || loadCount <= 0 ? null : Math.min(1, Total / loadCount),
    waits: mostLoaded(events.map((event, i) => ({event, loadCount: Partitions[i] ?? 0}))),
  }
}

const eventOf = (dimensions: Record<string, string> | undefined) => dimensions?.['db.wait_event.name'] ?? 'not named'

function mostLoaded(waits: StatementLoad['waits']): StatementLoad['waits'] {
  return waits
    .filter(({loadCount}) => loadCount > 0)
    .sort((a, b) => b.loadCount - a.loadCount)
    .slice(0, mostWaits)
}
