import {attestedChecks} from '../../catalog/attested-checks.js'
import {automaticChecks} from '../../catalog/readiness-checks.js'
import type {CheckFact} from '../../catalog/readiness-row.js'
import type {ReportConfig} from '../../documents/config-report.js'
import {nearestName} from '../../documents/nearest-name.js'
import {type CheckGroup, checkGroupSchema} from '../../documents/readiness.js'
import {PlanError} from '../../errors.js'

export type KnownCheck = CheckFact & {id: string}

const groups: readonly CheckGroup[] = checkGroupSchema.options

/** Every check by group, those made from data before those that a person answers for. */
export const knownChecks: readonly KnownCheck[] = groups.flatMap((group) =>
  Object.entries<CheckFact>({...automaticChecks, ...attestedChecks})
    .map(([id, fact]) => ({...fact, id}))
    .filter((check) => check.group === group),
)

const ids = knownChecks.map(({id}) => id)

/** The check of that id. Throws CHECK_UNKNOWN (usage) with the nearest name where there is none. */
export function findCheck(id: string): KnownCheck {
  const found = knownChecks.find((check) => check.id === id)
  if (found !== undefined) return found
  throw new PlanError('usage', 'CHECK_UNKNOWN', `there is no readiness check ${id}`, {suggestions: nearTo(id)})
}

/** Throws CHECK_UNKNOWN (config) where `report.checks` names a check that there is none of. */
export function checkCheckNames({require = [], weights, skip}: ReportConfig['checks']): void {
  const given: [string, string][] = [
    ...require.map((id): [string, string] => ['require', id]),
    ...Object.keys(weights).map((id): [string, string] => ['weights', id]),
    ...skip.map(({id}): [string, string] => ['skip', id]),
  ]
  const wrong = given.find(([, id]) => !ids.includes(id))
  if (wrong === undefined) return
  const [key, id] = wrong
  throw new PlanError('config', 'CHECK_UNKNOWN', `report.checks.${key}: there is no readiness check ${id}`, {
    suggestions: nearTo(id),
    place: {file: 'ecom-plan.yaml', field: `report.checks.${key}`},
  })
}

function nearTo(id: string): string[] {
  const near = nearestName(id, ids)
  return [...(near === undefined ? [] : [`did you mean ${near}?`]), 'ecom-plan checklist list shows every id']
}
