import {counted, figure, span} from '../figure.js'
import {instantOf, localMinute} from '../series/zone.js'
import type {Compared} from './compared.js'

/** What changed underneath, each as sentences; empty where nothing did, or where it cannot be told. */
export type DeltaReasons = {
  data: string[]
  loadTests: string[]
  config: string[]
  estate: string[]
  catalog: string[]
  method: string[]
}

/** What changed underneath two reports of one event: data, load tests, config, estate, prices and facts, the version. */
export function deltaReasons({before, after}: {before: Compared; after: Compared}): DeltaReasons {
  return {
    data: dataReasons(before, after),
    loadTests: loadTestReasons(before, after),
    config: configReasons(before, after),
    estate: estateReasons(before, after),
    catalog: catalogReasons(before, after),
    method: methodReasons(before, after),
  }
}

function dataReasons({run: {forecast: old}}: Compared, {run: {forecast: now}}: Compared): string[] {
  const gainedS = instantOf(now.history.toAt) - instantOf(old.history.toAt)
  const until = `traffic up to ${localMinute(instantOf(now.history.toAt), now.timezone)}`
  const newer =
    gainedS > 0
      ? [`new data: ${until}, ${span(gainedS)} more`]
      : gainedS < 0
        ? [`less data: ${until}, ${span(-gainedS)} less`]
        : []
  const longer = instantOf(old.history.fromAt) - instantOf(now.history.fromAt)
  // CloudWatch drops its oldest hours by itself; a start that moves by more than what was gained is another history.
  const moved = Math.abs(longer) > Math.abs(gainedS) + 86_400
  const history = moved ? [`history now begins ${localMinute(instantOf(now.history.fromAt), now.timezone)}`] : []
  const past = now.occurrences.length - old.occurrences.length
  const events =
    past === 0
      ? []
      : [
          `${counted(now.occurrences.length, 'past occurrence')}, ${figure(Math.abs(past))} ${past > 0 ? 'more' : 'fewer'}`,
        ]
  return [...newer, ...history, ...events]
}

function loadTestReasons(before: Compared, after: Compared): string[] {
  const [old, now] = [idsOf(before), idsOf(after)]
  const named = (title: string, some: ReadonlyMap<string, string>, others: ReadonlyMap<string, string>) => {
    const only = [...some].filter(([id]) => !others.has(id)).map(([id, tier]) => `${tier} ${id}`)
    return only.length === 0 ? [] : [`${title}: ${only.sort().join(', ')}`]
  }
  return [...named('new load test', now, old), ...named('load test no longer there', old, now)]
}

const idsOf = ({loadTests}: Compared) => new Map(loadTests.map(({testId, tier}) => [testId, tier]))

function configReasons({configSha256: old, run: was}: Compared, {configSha256: now, run: is}: Compared): string[] {
  const asked =
    was.plan.target === is.plan.target && was.plan.azLossCount === is.plan.azLossCount
      ? []
      : [`asked for ${wantedOf(is)} instead of ${wantedOf(was)}`]
  if (old === undefined || now === undefined) return asked
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => old[key] !== now[key])
  return keys.length === 0 ? asked : [`ecom-plan.yaml changed: ${keys.sort().join(', ')}`, ...asked]
}

const wantedOf = ({plan}: Compared['run']) =>
  `${plan.target.toUpperCase()} with ${counted(plan.azLossCount, 'Availability Zone')} down`

function estateReasons({run: was}: Compared, {run: is}: Compared): string[] {
  if (was.plan.base.snapshotSha256 === is.plan.base.snapshotSha256) return []
  const old = new Map(
    was.plan.limits.map(({tier, measure, resource, today}) => [`${tier} ${measure} ${resource}`, today]),
  )
  const moved = is.plan.limits.flatMap(({tier, measure, resource, today}) => {
    const before = old.get(`${tier} ${measure} ${resource}`)
    return before === undefined || before === today ? [] : [`${tier} ${measure} ${before} → ${today}`]
  })
  const what = moved.length === 0 ? ', and no limit with them' : `: ${moved.join(', ')}`
  return [`settings in AWS changed${what}`]
}

/** Facts and prices that both reports stand on and that have another value. */
function catalogReasons({run: was}: Compared, {run: is}: Compared): string[] {
  const old = new Map(was.plan.citations.map(({key, value}) => [key, value]))
  const moved = is.plan.citations.flatMap(({key, value}) => {
    const before = old.get(key)
    return before === undefined || before === value ? [] : [`${key} ${before} → ${value}`]
  })
  return moved.length === 0 ? [] : [`prices and facts: ${moved.join(', ')}`]
}

const methodReasons = ({version: was}: Compared, {version: is}: Compared): string[] =>
  was === is ? [] : [`ecom-plan ${is} instead of ${was}`]
