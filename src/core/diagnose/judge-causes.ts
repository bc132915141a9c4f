import type {DiagnosisCause, JudgedCause, Standing} from '../../documents/diagnosis.js'
import {isoOf} from '../series/zone.js'
import {rules} from './rules.js'
import type {Condition, Rule, Situation} from './situation.js'

/** A situation and when it was. Null times where it is a prediction. */
export type Stretch = {fromS: number | null; toS: number | null; situation: Situation}

/** A cause with its weight, and whether anything that was measured points at it. */
export type Judged = JudgedCause & {weight: number; isSuspected: boolean}

/**
 * Judges every cause over the stretches of a window: it holds when all its conditions hold in one stretch, is open when
 * in some stretch nothing speaks against it and something was not measured, else ruled out. Those that hold come first,
 * by weight; then the open, then the others.
 */
export function judgeCauses(stretches: readonly Stretch[]): Judged[] {
  const judged = Object.entries(rules).map(([cause, rule]) => judge(cause as DiagnosisCause, rule, stretches))
  const order: Standing[] = ['clear', 'likely', 'open', 'ruled-out']
  const rank = ({standing}: Judged) => Math.max(0, order.indexOf(standing) - 1)
  return judged.sort((a, b) => rank(a) - rank(b) || a.weight - b.weight)
}

function judge(cause: DiagnosisCause, rule: Rule, stretches: readonly Stretch[]): Judged {
  const tried = stretches.map((stretch) => ({...stretch, conditions: rule.conditions(stretch.situation)}))
  const holding = tried.filter(({conditions}) => conditions.every(({holds}) => holds === true))
  const held = rule.isLasting && holding.length < tried.length ? [] : holding
  const isOpen = ({conditions}: {conditions: readonly Condition[]}) =>
    conditions.every(({holds}) => holds !== false) && conditions.some(({holds}) => holds === null)
  const open = tried.filter(isOpen)
  const last = held.at(-1) ?? open.at(-1) ?? tried.findLast(({conditions}) => whyNot(conditions) !== '')
  if (last === undefined) throw new Error('a window has at least one stretch')
  const {situation, conditions} = last
  const common = {
    rule: rule.id,
    cause,
    source: rule.source,
    weight: rule.weight(situation),
    isSuspected: open.some((stretch) => stretch.conditions.some(({isSign, holds}) => isSign && holds)),
    heldFromAt: timeOf(held[0]?.fromS),
    heldToAt: timeOf(held.at(-1)?.toS),
    evidence: conditions.flatMap(({evidence}) => evidence ?? []),
    missing: [...new Set(conditions.flatMap(({holds, needs}) => (holds === null ? needs : [])))],
  }
  if (held.length > 0) {
    const doubt = rule.doubt?.(situation) ?? null
    const because = rule.says(situation) + (doubt === null ? '' : `. ${capital(doubt)}`)
    return {
      ...common,
      standing: doubt === null ? 'clear' : 'likely',
      because,
      remedy: rule.remedy(situation),
      isNot: [...rule.isNot],
    }
  }
  const plain = {...common, remedy: [], isNot: []}
  if (open.length > 0) {
    return {...plain, standing: 'open', because: `not known without ${common.missing.join(', ')}`}
  }
  return {...plain, standing: 'ruled-out', because: whyNot(conditions), missing: []}
}

const timeOf = (atS: number | null | undefined) => (atS === null || atS === undefined ? null : isoOf(atS))
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function whyNot(conditions: readonly Condition[]): string {
  return conditions.find(({holds}) => holds === false)?.otherwise ?? ''
}
