import type {Patch} from '../../documents/patch.js'
import type {Change, Limit, Plan} from '../../documents/plan.js'
import {fieldKey} from '../apply/field-key.js'
import {isoOf} from '../series/zone.js'
import {mergeSchedules, stepOf} from './merge-schedules.js'
import {orderPatches} from './order-patches.js'

/**
 * One plan for several events of a shop: every limit as high as any of them needs, raised once, and for each resource
 * one schedule of minima. What has no higher and lower, such as a database's class, is that of the event with the
 * highest peak. It goes from the first window's start to the last one's end, and expires when the first begins.
 *
 * `plans` are of one estate at one time, with the share of the peak that decides between them. Throws RangeError
 * without a plan.
 */
export function mergePlans(plans: readonly {plan: Plan; peakRps: number}[]): Plan {
  const [first, ...others] = plans.map(({plan}) => plan).sort((a, b) => (a.windowStartAt < b.windowStartAt ? -1 : 1))
  if (first === undefined) throw new RangeError('mergePlans: no plan')
  if (others.length === 0) return first
  // The one with the highest peak first: of two of a kind, its counts.
  const ranked = [...plans].sort((a, b) => b.peakRps - a.peakRps).map(({plan}) => plan)
  const [highest = first] = ranked
  const all = [first, ...others]
  const planId = ['p', ...all.map((plan) => plan.planId.slice(2))].join('-')
  const patches = orderPatches(mergePatches(ranked, planId))
  const worst = [...all].sort((a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict))[0] ?? first
  return {
    ...highest,
    planId,
    eventId: first.eventId,
    eventName: all.map(({eventName}) => eventName).join(' + '),
    alsoEventIds: others.map(({eventId}) => eventId),
    expiresAt: least(all.map(({expiresAt}) => expiresAt)),
    windowStartAt: first.windowStartAt,
    windowEndAt: greatest(all.map(({windowEndAt}) => windowEndAt)),
    verdict: worst.verdict,
    summary: worst.summary,
    firstToBreak: worst.firstToBreak,
    limits: fullest(ranked.flatMap(({limits}) => limits)),
    changes: mergeChanges(ranked, patches),
    blockers: unique(
      ranked.flatMap(({blockers}) => blockers),
      ({message}) => message,
    ),
    notModelled: unique(
      ranked.flatMap(({notModelled}) => notModelled),
      ({tier}) => tier,
    ),
    windowCostUsd: sum(all.map(({windowCostUsd}) => windowCostUsd)),
    windowCostRange: null,
    steps: unique(
      ranked.flatMap(({steps}) => steps),
      ({id}) => id,
    ),
    patches,
    citations: unique(
      ranked.flatMap(({citations}) => citations),
      ({key}) => key,
    ),
  }
}

const verdicts: readonly Plan['verdict'][] = ['ready', 'at-risk', 'not-ready']

const least = (times: readonly string[]) => [...times].sort()[0] ?? ''
const greatest = (times: readonly string[]) => [...times].sort().at(-1) ?? ''

function sum(costs: readonly (number | null)[]): number | null {
  const known = costs.filter((cost) => cost !== null)
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0)
}

/** The first of each key. */
function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const firsts = new Map<string, Item>()
  for (const item of items) if (!firsts.has(keyOf(item))) firsts.set(keyOf(item), item)
  return [...firsts.values()]
}

function fullest(limits: readonly Limit[]): Limit[] {
  const sorted = [...limits].sort((a, b) => b.now.p90Ratio - a.now.p90Ratio)
  const kept = new Set(unique(sorted, ({tier, measure, resource}) => JSON.stringify([tier, measure, resource])))
  return limits.filter((limit) => kept.has(limit))
}

/**
 * Changes of one id once, as the event with the higher peak has it. What is scheduled has the steps of the merged
 * patches and costs what it does for each event: an upper bound where they overlap.
 */
function mergeChanges(plans: readonly Plan[], patches: readonly Patch[]): Change[] {
  const all = plans.flatMap(({changes}) => changes)
  return unique(all, ({id}) => id).map((change) => {
    const {schedule, cost} = change
    const patchIds = patches.filter(({id}) => change.patchIds.includes(id)).map(({id}) => id)
    if (schedule === undefined) return {...change, patchIds}
    const own = patches.filter(({tier, request}) => tier === change.tier && request.input['ScheduledActionName'])
    const steps = own
      .map(stepOf)
      .sort((one, other) => one.atS - other.atS)
      .map(({atS, minCount}) => ({at: isoOf(atS), minCount}))
    const {rangeUsd: _range, ...flat} = cost
    return {
      ...change,
      setting: `scheduled min ×${steps.length}`,
      to: steps.map(({minCount}) => minCount).join('·'),
      schedule: {...schedule, steps},
      cost: {...flat, windowUsd: sum(all.filter(({id}) => id === change.id).map((one) => one.cost.windowUsd))},
      patchIds: own.map(({id}) => id),
    }
  })
}

function mergePatches(plans: readonly Plan[], planId: string): Patch[] {
  const schedules = new Map<string, Patch[][]>()
  const others: Patch[] = []
  for (const plan of plans) {
    const own = new Map<string, Patch[]>()
    for (const patch of plan.patches) {
      if (!isOwnStep(patch, plan)) others.push(patch)
      else own.set(resourceOf(patch, plan), [...(own.get(resourceOf(patch, plan)) ?? []), patch])
    }
    for (const [resource, patches] of own) schedules.set(resource, [...(schedules.get(resource) ?? []), patches])
  }
  const [main] = plans
  const once = new Map<string, Patch>()
  for (const patch of others) {
    const key = main === undefined ? patch.id : fieldsOf(patch, main)
    const known = once.get(key)
    once.set(key, known === undefined ? patch : together(known, patch))
  }
  return [...once.values(), ...[...schedules.values()].flatMap((one) => mergeSchedules(one, planId))]
}

function isOwnStep({request}: Patch, {planId}: Plan): boolean {
  return String(request.input['ScheduledActionName'] ?? '').startsWith(`ecom-plan-${planId}-`)
}

function placeOf({place}: Patch, {account, region}: Plan): string {
  return place === undefined ? `${account}/${region}` : `${place.account}/${place.region}`
}

const resourceOf = (patch: Patch, plan: Plan) =>
  JSON.stringify([placeOf(patch, plan), patch.request.service, patch.resource])

function fieldsOf(patch: Patch, plan: Plan): string {
  const {request, resource} = patch
  const place = placeOf(patch, plan)
  return Object.keys(patch.after)
    .map((field) => fieldKey({place, request, resource, field}))
    .sort()
    .join()
}

/** One patch of two of the same fields: that with the higher figures, in time for both; the first where they differ in more. */
function together(first: Patch, second: Patch): Patch {
  const [ones, others] = [figuresOf(first.after), figuresOf(second.after)]
  const isHigher = ones.words === others.words && ones.figures.every((one, i) => one <= (others.figures[i] ?? one))
  return {
    ...(isHigher ? second : first),
    // Null is no bound: of the first moment the lowest there is, of the last the highest.
    notBeforeAt: [first.notBeforeAt, second.notBeforeAt].includes(null) ? null : least(times('notBeforeAt')),
    notAfterAt: times('notAfterAt').length === 0 ? null : least(times('notAfterAt')),
  }
  function times(moment: 'notBeforeAt' | 'notAfterAt'): string[] {
    return [first[moment], second[moment]].filter((at) => at !== null)
  }
}

/** The figures in a value, and all else that is in it. */
function figuresOf(value: unknown): {figures: number[]; words: string} {
  const figures: number[] = []
  const words = JSON.stringify(value, (_key, one: unknown) => {
    if (typeof one !== 'number') return one
    figures.push(one)
    return '#'
  })
  return {figures, words}
}
