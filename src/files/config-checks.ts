import type {Config} from '../documents/config.js'
import {databaseKinds} from '../documents/config-tier.js'
import {checkEventNames} from './check-event-names.js'
import type {Finding} from './config-findings.js'
import {unknownName} from './unknown-name.js'

/** What the schema cannot see: names that must exist elsewhere, and things that only make sense together. */
export function checkConfig({
  config,
  judgementNames,
  catalogEventIds,
  catalogDate,
}: {
  config: Config
  judgementNames: readonly string[]
  catalogEventIds: readonly string[]
  /** The date of a catalog event in a year; null where none is known. */
  catalogDate: (eventId: string, year: number) => string | null
}): Finding[] {
  return [
    ...checkTiers(config),
    ...checkLoadTests(config),
    ...checkLevers(config),
    ...checkDemand(config),
    ...checkEvents(config, catalogEventIds),
    ...checkEventNames({config, catalogEventIds, catalogDate}),
    ...Object.keys(config.judgements)
      .filter((name) => !judgementNames.includes(name))
      .map((name) =>
        unknownName({path: ['judgements', name], at: 'key', name, what: 'judgement', known: judgementNames}),
      ),
  ]
}

const namesOfKind = (config: Config, kinds: readonly string[]) =>
  Object.entries(config.tiers).flatMap(([name, tier]) => (kinds.includes(tier.kind) ? [name] : []))

function checkTiers(config: Config): Finding[] {
  const databases = namesOfKind(config, databaseKinds)
  return Object.entries(config.tiers).flatMap(([name, tier]) => {
    if (!('pool' in tier) || tier.pool === undefined || databases.includes(tier.pool.database)) return []
    const path = ['tiers', name, 'pool', 'database']
    if (tier.pool.database === name) return [itself({path, name, known: databases})]
    return [unknownName({path, at: 'value', name: tier.pool.database, what: 'database tier', known: databases})]
  })
}

/** A tier that holds connections to itself would wait for itself. */
function itself({path, name, known}: {path: string[]; name: string; known: readonly string[]}): Finding {
  const message = `${name} names itself as its database`
  return {path, at: 'value', message, hint: `One of the database tiers is expected: ${known.join(', ')}`}
}

function checkLoadTests(config: Config): Finding[] {
  const scaled = namesOfKind(config, ['asg', 'ecs'])
  return config.loadTests.flatMap(({tier}, index) => {
    const path = ['loadTests', index, 'tier']
    return scaled.includes(tier)
      ? []
      : [unknownName({path, at: 'value', name: tier, what: 'asg or ecs tier', known: scaled})]
  })
}

function checkLevers({levers, tiers}: Config): Finding[] {
  const known = Object.keys(tiers)
  return levers.flatMap(({id, saves}, index) => {
    const earlier = levers.findIndex((lever) => lever.id === id)
    const message = `lever ${id} is there twice, first as number ${earlier + 1}`
    return [
      ...(earlier < index ? [{path: ['levers', index, 'id'], at: 'value' as const, message}] : []),
      ...Object.keys(saves)
        .filter((tier) => !known.includes(tier))
        .map((tier) =>
          unknownName({path: ['levers', index, 'saves', tier], at: 'key', name: tier, what: 'tier', known}),
        ),
    ]
  })
}

function checkDemand({demand, cdn, loadBalancer}: Config): Finding[] {
  const findings: Finding[] = demand.exclude.flatMap(({from, to}, index) =>
    Date.parse(from) < Date.parse(to)
      ? []
      : [{path: ['demand', 'exclude', index, 'to'], at: 'value', message: `${to} is not after from: ${from}`}],
  )
  if (demand.level === 'edge' && cdn === undefined) {
    findings.push({
      path: ['demand', 'level'],
      at: 'value',
      message: 'requests counted at the edge need cdn, to say what reaches the origin',
      hint: 'Add cdn: {distribution: E2QWRUHEXAMPLE}, or write level: origin',
      next: 'add cdn: {distribution: YOUR-DISTRIBUTION-ID} to the file',
    })
  }
  const isMeasuredAtBalancer = demand.level === 'origin' && demand.sources.some(({kind}) => kind === 'cloudwatch')
  if (isMeasuredAtBalancer && loadBalancer === undefined) {
    findings.push({
      path: ['demand', 'sources'],
      at: 'key',
      message: 'cloudwatch at the origin needs loadBalancer, the name of the one that counts the requests',
      hint: 'Add loadBalancer: my-load-balancer',
      next: 'add loadBalancer: to the file; aws elbv2 describe-load-balancers lists the names',
    })
  }
  return findings
}

/** A season such as Ramadan fits; a longer window leaves no ordinary days to measure it against. */
const longestWindowS = 60 * 86_400

function checkEvents({events}: Config, catalogEventIds: readonly string[]): Finding[] {
  return events.flatMap((event, index) => {
    const findings: Finding[] = []
    const add = (key: string, message: string) => findings.push({path: ['events', index, key], at: 'value', message})
    const earlier = events.findIndex(({id}) => id === event.id)
    if (earlier < index) add('id', `event ${event.id} is there twice, first as number ${earlier + 1}`)
    if (event.catalog !== undefined && !catalogEventIds.includes(event.catalog)) {
      const wanted = {name: event.catalog, what: 'catalog event', known: catalogEventIds}
      findings.push(unknownName({path: ['events', index, 'catalog'], at: 'value', ...wanted}))
    }
    if (event.window !== undefined && event.window.start >= event.window.end) add('window', 'start is not before end')
    else if (event.window !== undefined && event.window.end - event.window.start > longestWindowS)
      add('window', `${Math.round((event.window.end - event.window.start) / 86_400)} days are no peak; at most 60`)
    const late = event.previous.find((date) => event.date !== undefined && date >= event.date)
    if (late !== undefined) add('previous', `${late} is not before the event itself, ${event.date}`)
    return findings
  })
}
