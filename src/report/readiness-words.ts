import type {CheckGroup, Readiness, ReadinessCheck} from '../documents/readiness.js'
import {counted} from './number.js'
import {sentence} from './plan-words.js'
import type {EventClock} from './time.js'

const verdictNames: Record<Readiness['verdict'], string> = {
  ready: 'READY',
  'at-risk': 'AT RISK',
  'not-ready': 'NOT READY',
}
const groupNames: Record<CheckGroup, string> = {
  capacity: 'Capacity',
  quotas: 'Quotas',
  supply: 'Supply',
  'data-tier': 'Databases',
  'single-points': 'Single points of failure',
  'load-test': 'Load tests',
  health: 'Health and alarms',
  change: 'Changes',
  data: 'Data',
  people: 'People',
}
const severity: Record<ReadinessCheck['status'], number> = {fail: 0, unknown: 1, warn: 2, pass: 3}
const statusNames: Record<ReadinessCheck['status'], string> = {
  fail: 'failed',
  unknown: 'not known',
  warn: 'warning',
  pass: 'passed',
}

/** `NOT READY`, as a badge has it. */
export function readinessName({verdict}: Readiness): string {
  return verdictNames[verdict]
}

export function groupName(group: CheckGroup): string {
  return groupNames[group]
}

/** `failed`, `warning`, `not known`, `passed`: the sign in words, for readers who see no colour. */
export function statusName({status}: ReadinessCheck): string {
  return statusNames[status]
}

/** `2 failed, 1 not known, 4 warnings, 11 passed`: kinds of which there is none are left out. */
export function tally({checks}: Readiness): string {
  const count = (status: ReadinessCheck['status']) => checks.filter((check) => check.status === status).length
  const parts: [number, string][] = [
    [count('fail'), `${count('fail')} failed`],
    [count('unknown'), `${count('unknown')} not known`],
    [count('warn'), counted(count('warn'), 'warning')],
    [count('pass'), `${count('pass')} passed`],
  ]
  const said = parts.filter(([found]) => found > 0).map(([, words]) => words)
  return said.length === 0 ? 'no check was made' : said.join(', ')
}

/** The same checks, failures first, and within a status what costs most points first. */
export function worstChecksFirst(checks: readonly ReadinessCheck[]): ReadinessCheck[] {
  return checks.toSorted((a, b) => severity[a.status] - severity[b.status] || b.lostPoints - a.lostPoints)
}

/** The groups that have a check, the group with the worst check first; within a group the worst first. */
export function checkGroups(checks: readonly ReadinessCheck[]): {group: CheckGroup; checks: ReadinessCheck[]}[] {
  const ordered = worstChecksFirst(checks)
  const groups = [...new Set(ordered.map(({group}) => group))]
  return groups.map((group) => ({group, checks: ordered.filter((check) => check.group === group)}))
}

/** `−12 of 12 points · must`, `8 points`: what a check weighs in the score, and what it cost. */
export function weightWords({weightPoints, lostPoints, isMust}: ReadinessCheck): string {
  const points = lostPoints > 0 ? `−${shortPoints(lostPoints)} of ${counted2(weightPoints)}` : counted2(weightPoints)
  return isMust ? `${points} · must` : points
}

const shortPoints = (points: number) => String(Math.round(points * 10) / 10)
const counted2 = (points: number) => `${shortPoints(points)} ${points === 1 ? 'point' : 'points'}`

/** `58`: the score as printed. */
export function scoreWords({scorePoints}: Readiness): string {
  return String(Math.round(scorePoints))
}

/** Why the score is no higher than it is; null where no must fails. */
export function capWords({cap, checks}: Readiness): string | null {
  if (cap === null) return null
  const names = cap.checkIds.map((id) => checks.find((check) => check.id === id)?.title ?? id)
  return `The score is capped at ${cap.atPoints} because a must fails: ${names.join('; ')}.`
}

/** What a person said of a check; null where nobody did. */
export function attestedWords({attestation, kind}: ReadinessCheck, clock: EventClock): string | null {
  if (attestation === null) return kind === 'attested' ? 'Nobody has confirmed it.' : null
  const {state, by, at, note, untilAt} = attestation
  const until = untilAt === null ? '' : `, until ${clock.stamp(untilAt)}`
  const said = `${state === 'acknowledged' ? 'Confirmed' : 'Reopened'} by ${by}, ${clock.stamp(at)}${until}`
  return sentence(note === null ? said : `${said}: ${note}`)
}
