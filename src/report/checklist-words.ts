import type {CheckGroup, Readiness, ReadinessCheck} from '../documents/readiness.js'

/** Groups of checks as a heading says them. */
export const groupWords: Readonly<Record<CheckGroup, string>> = {
  capacity: 'Capacity',
  quotas: 'Quotas',
  supply: 'Supply',
  'data-tier': 'Data tier',
  'single-points': 'Single points of failure',
  'load-test': 'Load tests',
  health: 'Alarms',
  change: 'Change',
  data: 'Data',
  people: 'People',
}

/** `NOT READY`. */
export const verdictWords: Readonly<Record<Readiness['verdict'], string>> = {
  ready: 'READY',
  'at-risk': 'AT RISK',
  'not-ready': 'NOT READY',
}

/** `-7.5 of 15` where points are lost, else what it weighs. */
export function pointsInWords({lostPoints, weightPoints}: Pick<ReadinessCheck, 'lostPoints' | 'weightPoints'>): string {
  return lostPoints === 0 ? pointsOf(weightPoints) : `-${pointsOf(lostPoints)} of ${pointsOf(weightPoints)}`
}

const pointsOf = (points: number) => String(Math.round(points * 10) / 10)

/** `capacity-p90, must`, and who says it: a person, or nobody yet. */
export function kindInWords({id, isMust, kind}: Pick<ReadinessCheck, 'id' | 'isMust' | 'kind'>): string {
  return [id, ...(isMust ? ['must'] : []), ...(kind === 'attested' ? ['attested'] : [])].join(', ')
}

/** `54 checks: 20 passed, 3 failed, 11 warn, 20 not known.` */
export function countInWords({checks}: Pick<Readiness, 'checks'>): string {
  const of = (status: ReadinessCheck['status']) => checks.filter((check) => check.status === status).length
  return `${checks.length} checks: ${of('pass')} passed, ${of('fail')} failed, ${of('warn')} warn, ${of('unknown')} not known.`
}
