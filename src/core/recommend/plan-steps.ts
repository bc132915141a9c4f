import type {Change, Limit} from '../../documents/plan.js'
import type {Step} from '../../documents/plan-dates.js'
import {counted, figure, span} from '../figure.js'
import {instantOf, isoOf, localMinute} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {quotaToAsk} from './blockers.js'
import type {Freeze} from './freeze.js'
import {isLate, stillPossible, together} from './late-changes.js'
import type {QuotaNeed} from './quota-needs.js'

type Known = {
  changes: readonly Change[]
  limits: readonly Limit[]
  needs: readonly QuotaNeed[]
  reservations: readonly Step[]
  /** Epoch seconds of the minutes at which something goes live. */
  launchesS: readonly number[]
  freezes: readonly Freeze[]
  setting: Setting
}

/**
 * The calendar of the plan: the last safe moment of each thing to do, the earliest first, and last what has none.
 *
 * What apply does is one step, due with the earliest of its changes; each change by hand, each quota, each dependency to
 * ask for more and each reservation is one of its own, and before a launch stands a look at whether the scheduled
 * minima have fired. A step whose moment has passed says what can still be done.
 */
export function planSteps(known: Known): Step[] {
  const steps = [
    ...applyStep(known),
    ...manualSteps(known),
    ...quotaSteps(known),
    ...askSteps(known),
    ...known.reservations,
    ...launchSteps(known),
  ]
  const whenOf = ({byAt}: Step) => byAt ?? '9999'
  return steps.sort((a, b) => (whenOf(a) < whenOf(b) ? -1 : whenOf(a) > whenOf(b) ? 1 : 0))
}

const noneLate = {isAdvice: false, isLate: false, stillPossible: []}

function applyStep(known: Known): Step[] {
  const own = known.changes.filter(({route}) => route === 'automatic')
  const dates = own.flatMap(({latestAt}) => (latestAt === null ? [] : [latestAt])).sort()
  const [first] = dates
  if (first === undefined) return []
  const late = own.filter((change) => isLate(change, known.setting))
  const fires = own.flatMap(({schedule}) => schedule?.steps[0]?.at ?? []).sort()[0]
  return [
    {
      id: 'apply',
      what: `apply the plan: ${counted(own.length, 'change')} of ${[...new Set(own.map(({tier}) => tier))].join(', ')}`,
      byAt: first,
      route: 'apply',
      owner: null,
      takesS: 0,
      why: `${slowWords(own, first)}${firesWords(fires, known)}`,
      isAdvice: false,
      isLate: late.length > 0,
      stillPossible: late.length > 0 ? stillPossible(together(late), known) : [],
    },
  ]
}

/** What of the plan takes so long that its date is the plan's; nothing where it is the schedule. */
function slowWords(own: readonly Change[], first: string): string {
  const slow = own.find(({latestAt, leadTimeS}) => latestAt === first && leadTimeS >= 3600)
  if (slow === undefined) return ''
  return `${slow.tier} ${slow.setting} takes up to ${span(slow.leadTimeS)}; what is due later may be applied later; `
}

function firesWords(fires: string | undefined, known: Known): string {
  if (fires === undefined) return 'maxima have to be up before the load is'
  const at = localMinute(instantOf(fires), known.setting.timezone)
  return `the first scheduled minimum fires at ${at}; schedules may fire inside a freeze, apply may not run there`
}

function manualSteps(known: Known): Step[] {
  return known.changes
    .filter(({route}) => route === 'manual')
    .map((change) => {
      const late = isLate(change, known.setting)
      return {
        id: change.id,
        what: `${change.tier} ${change.setting} ${change.from} → ${change.to}${change.path === undefined ? '' : ` (${change.path.chosen})`}`,
        byAt: change.latestAt,
        route: 'by hand' as const,
        owner: null,
        takesS: change.leadTimeS,
        why: change.downtime === null ? 'no downtime' : `downtime: ${change.downtime}`,
        isAdvice: false,
        isLate: late,
        stillPossible: late ? stillPossible(change, known) : [],
      }
    })
}

/** A quota is wanted before the first unit that needs it starts. A freeze does not hold it up: it changes nothing. */
function quotaSteps({needs, changes, limits, setting}: Known): Step[] {
  const fires = changes.flatMap(({schedule}) => schedule?.steps[0]?.at ?? []).map(instantOf)
  const leadS = setting.judgement('quotaLeadTimeS')
  const byS = Math.min(setting.windowStartS, ...fires) - leadS
  const isTooLate = byS < setting.asOfS
  return needs
    .filter(({neededCount, limitCount}) => limitCount !== null && neededCount > limitCount)
    .map(({label, quota, neededCount, limitCount, region}) => ({
      id: `quota-${quota.quotaCode}-${region}`,
      what: `ask for quota ${quota.quotaCode}: ${label} ${figure(limitCount ?? 0)} → ${figure(quotaToAsk(neededCount))} in ${region}`,
      byAt: isoOf(byS),
      route: 'ask' as const,
      owner: 'AWS',
      takesS: leadS,
      why: 'what starts beyond the quota fails to start',
      isAdvice: false,
      isLate: isTooLate,
      stillPossible: isTooLate ? [`ask now, and open a support case that names the event`, ...admission(limits)] : [],
    }))
}

function admission(limits: readonly Limit[]): string[] {
  const rates = limits.flatMap(({kind, breaksAtRps}) => (kind === 'asg' || kind === 'ecs' ? (breaksAtRps ?? []) : []))
  return rates.length === 0 ? [] : [`without it the units of today carry ${figure(Math.min(...rates))} req/s`]
}

function askSteps({limits, setting}: Known): Step[] {
  return limits.flatMap(({tier, measure, today, ask}): Step[] => {
    if (ask === undefined) return []
    const late = ask.byAt !== null && instantOf(ask.byAt) < setting.asOfS
    const id = `ask-${tier}-${measure}`
    const who = ask.contact ?? tier
    return [
      {
        id,
        what: `ask ${who} for more than ${today} of ${tier}`,
        byAt: ask.byAt,
        route: 'ask',
        owner: ask.contact,
        takesS: null,
        why: 'its limit is below the peak, and no change here raises it',
        isAdvice: false,
        isLate: late,
        stillPossible: late
          ? [`ask ${who} today all the same`, 'admit no more than it takes, or switch off what calls it']
          : [],
      },
    ]
  })
}

/** Minima that are in force at a launch, each as its group's or service's own count. */
function launchSteps({changes, launchesS, setting}: Known): Step[] {
  const marginS = setting.judgement('scheduleMarginS')
  return launchesS
    .filter((launchS) => launchS >= setting.windowStartS && launchS <= setting.windowEndS && launchS > setting.asOfS)
    .flatMap((launchS): Step[] => {
      const warm = changes.flatMap(({tier, schedule}) => {
        const step = schedule?.steps.findLast(({at}) => instantOf(at) <= launchS)
        return step === undefined ? [] : [`${tier} ${figure(step.minCount)}`]
      })
      if (warm.length === 0) return []
      return [
        {
          ...noneLate,
          id: `launch-${isoOf(launchS).slice(0, 16)}`,
          what: `see that the minima of the launch are in service: ${warm.join(', ')}`,
          byAt: isoOf(launchS - marginS),
          route: 'by hand',
          owner: null,
          takesS: marginS,
          why: `they were started to be warm ${span(marginS)} before the launch minute; what is missing can still be started by hand`,
        },
      ]
    })
}
