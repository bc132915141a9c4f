import type {Discovery, FoundDatabase, FoundDistribution, FoundTier} from './discovery.js'
import {yamlComment, yamlScalar} from './yaml-text.js'

/** An event of the retail calendar on its next day: `2026-11-27` of `black-friday`. */
export type DraftEvent = {catalog: string; date: string; name: string}

/** What AWS cannot tell. Durations and shares are text as the config takes them; null where nobody said. */
export type DraftAnswers = {
  service: string | null
  timezone: string | null
  profile: string | null
  events: readonly DraftEvent[]
  p95ResponseTime: string | null
  errorRatio: string | null
  requestsPerSession: number | null
  sessionDuration: string | null
  conversion: string | null
}

/** Taken where nobody said; ours to judge, and each is marked in the draft. */
export const draftDefaults = {timezone: 'UTC', p95ResponseTime: '400ms', errorRatio: '0.1%'} as const

/** What the service is called where nobody said: the load balancer that visitors reach. */
export function defaultService({loadBalancers}: Discovery): string {
  return loadBalancers[0]?.resource ?? 'shop'
}

/**
 * `ecom-plan.yaml` from what was found and what was answered, with the reason behind each entry.
 *
 * The text passes `configSchema` as it stands: everything that AWS cannot tell has a default, marked `check`. Needs at
 * least one event. What was left out is not in it. `hasHitRatio` says whether CloudFront reports CacheHitRate, null
 * where nobody asked: without it the demand is counted at the load balancer, since at the edge nothing would say how
 * much of it reaches the origin.
 */
export function draftConfig({
  discovery,
  answers,
  hasHitRatio,
}: {
  discovery: Discovery
  answers: DraftAnswers
  hasHitRatio: boolean | null
}): string {
  const {account, region, capturedAt} = discovery
  return [
    '# yaml-language-server: $schema=./ecom-plan.schema.json',
    `# Drafted by ecom-plan init from account ${account}, ${region}, as it was at ${capturedAt}.`,
    '# Lines marked "check" rest on a guess or a default. ecom-plan config validate checks the file.',
    'schema: ecom-plan.config/v1',
    entry(
      'service',
      answers.service ?? defaultService(discovery),
      answers.service ?? 'check: named after the load balancer',
    ),
    entry(
      'timezone',
      answers.timezone ?? draftDefaults.timezone,
      answers.timezone === null
        ? 'check: AWS does not know where the shop is; the days of events begin at midnight here'
        : 'the days of events begin at midnight here',
    ),
    '',
    'aws:',
    `  account: '${account}' # ecom-plan reads no other account`,
    `  region: ${yamlScalar(region)}`,
    ...(answers.profile === null ? [] : [`  profile: ${yamlScalar(answers.profile)} # as init was run with`]),
    '',
    'inventory: {source: aws} # settings are read live',
    'metrics: {source: aws} # so is the load of each tier',
    '',
    ...demand(discovery, hasHitRatio !== false),
    '',
    ...business(answers),
    '',
    ...slo(answers),
    '',
    ...events(answers.events),
    '',
    'tiers:',
    ...[...discovery.tiers.filter(({isFront}) => isFront), ...discovery.tiers.filter(({isFront}) => !isFront)].flatMap(
      scaledTier,
    ),
    ...discovery.databases.flatMap(database),
    '  # What AWS does not show limits the shop too, such as a payment provider:',
    '  # payments: {kind: dependency, what: payment provider, visits: 0.02, limit: {rps: 100, source: contract}, leadTime: 14d}',
    ...pools(discovery),
    '',
    ...untouched,
    '',
  ].join('\n')
}

function entry(key: string, value: string, why: string): string {
  return why === value ? `${key}: ${yamlScalar(value)}` : `${key}: ${yamlScalar(value)} # ${yamlComment(why)}`
}

/** `check: ` in front of reasons that are no more than a guess. */
function reasons({because, isCertain}: {because: readonly string[]; isCertain: boolean}): string {
  return yamlComment(`${isCertain ? '' : 'check: '}${because.join('; ')}`)
}

function demand({distribution, loadBalancers}: Discovery, isEdge: boolean): string[] {
  const [balancer] = loadBalancers
  return [
    'demand:',
    `  level: ${levelOf(distribution, isEdge)}`,
    '  sources:',
    '    - {kind: cloudwatch} # one minute for 15 days, five minutes for 63, an hour for 455',
    '    # - {kind: csv, path: black-friday-2024.csv} # what CloudWatch has forgotten: columns timestamp and requests',
    '  # exclude: # outages and bot storms that are no ordinary days',
    "  #   - {from: 2026-06-18T18:00:00Z, to: 2026-06-18T20:00:00Z, why: 'outage'}",
    '',
    ...cdn(distribution, isEdge),
    ...(balancer === undefined ? [] : [`loadBalancer: ${yamlScalar(balancer.resource)} # ${reasons(balancer)}`]),
  ]
}

function levelOf(distribution: FoundDistribution | null, isEdge: boolean): string {
  if (distribution === null) {
    return 'origin # counted at the load balancer: no CloudFront distribution is known to be in front'
  }
  return isEdge
    ? 'edge # counted at CloudFront, so its hit ratio stands between demand and the load balancer'
    : 'origin # counted at the load balancer: CloudFront reports no hit ratio to count at the edge with'
}

function cdn(distribution: FoundDistribution | null, isEdge: boolean): string[] {
  if (distribution === null) return []
  const id = yamlScalar(distribution.resource)
  return isEdge
    ? [
        `cdn: {distribution: ${id}} # ${reasons(distribution)}`,
        '# Its hit ratio is CacheHitRate, an additional metric of CloudFront; where that is off say it: hitRatio: 85%',
      ]
    : [
        `# cdn: {distribution: ${id}, hitRatio: 85%} # ${reasons(distribution)}`,
        '# With its hit ratio, or its additional metrics switched on, write level: edge to count what visitors ask for.',
      ]
}

function business({requestsPerSession, sessionDuration, conversion}: DraftAnswers): string[] {
  const known = [
    requestsPerSession === null ? null : `  requestsPerSession: ${requestsPerSession}`,
    sessionDuration === null ? null : `  sessionDuration: ${yamlScalar(sessionDuration)}`,
    conversion === null ? null : `  conversion: ${yamlScalar(conversion)}`,
  ].filter((line) => line !== null)
  return known.length > 0
    ? ['business: # turns requests into people and orders', ...known]
    : [
        '# business: {requestsPerSession: 48, sessionDuration: 6m, conversion: 2.4%} # turns requests into people and orders',
      ]
}

function slo({p95ResponseTime, errorRatio}: DraftAnswers): string[] {
  const isOurs = p95ResponseTime === null || errorRatio === null
  return [
    `slo: # what a unit must keep to count as carrying its load${isOurs ? '; check: no setting in AWS says it' : ''}`,
    `  p95ResponseTime: ${yamlScalar(p95ResponseTime ?? draftDefaults.p95ResponseTime)}`,
    `  errorRatio: ${yamlScalar(errorRatio ?? draftDefaults.errorRatio)}`,
  ]
}

function events(list: readonly DraftEvent[]): string[] {
  return [
    'events: # more of them: ecom-plan events list',
    ...list.flatMap(({catalog, date, name}) => [
      `  - id: ${yamlScalar(`${catalog}-${date.slice(0, 4)}`)} # ${yamlComment(name)}, ${date} by the retail calendar`,
      `    catalog: ${yamlScalar(catalog)}`,
      '    # uplift: {adjust: +8%, why: a TV campaign} # on top of what past years say; without history: {factor: 3, why: …}',
    ]),
  ]
}

function scaledTier(tier: FoundTier): string[] {
  const targetGroup = tier.targetGroup === null ? '' : `, targetGroup: ${yamlScalar(tier.targetGroup)}`
  return [
    `  ${yamlScalar(tier.name)}: {kind: ${tier.kind}, resource: ${yamlScalar(tier.resource)}${targetGroup}} # ${reasons(tier)}`,
  ]
}

function database(found: FoundDatabase): string[] {
  const {name, kind, resource, what} = found
  const entryText =
    kind !== 'dependency'
      ? `{kind: ${kind}, resource: ${yamlScalar(resource)}}`
      : `{kind: dependency, resource: ${yamlScalar(resource)}, what: ${yamlScalar(what)}}`
  return [`  ${yamlScalar(name)}: ${entryText} # ${reasons(found)}`]
}

function pools({tiers, databases}: Discovery): string[] {
  const primary = databases.find(({kind, replicaOf}) => kind !== 'dependency' && replicaOf === null)
  const [tier] = tiers
  if (primary === undefined || tier === undefined) return []
  return [
    `  # A pool says how many connections each unit holds open; add it to a tier such as ${yamlComment(tier.name)}:`,
    `  #   pool: {database: ${yamlScalar(primary.name)}, size: 10}`,
  ]
}

/** Settings that need no entry, with the values that hold without one. */
const untouched = [
  '# What holds unless you say otherwise:',
  '# target: p90 # the quantile of the peak that must be carried',
  '# targetUtilization: 80% # of the largest rate that meets the SLO',
  '# azLoss: {zones: 1, quantile: p50} # what must still hold with an Availability Zone down',
  '# archive: .ecom-plan/archive # where pull keeps what CloudWatch forgets',
]
