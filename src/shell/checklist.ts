import {planEvent} from '../core/events/plan-event.js'
import {checkCheckNames, findCheck} from '../core/readiness/check-names.js'
import {instantOf, isoOf, makeZone} from '../core/series/zone.js'
import type {Attestation} from '../documents/attestation.js'
import type {ChecklistWord} from '../documents/checklist.js'
import {PlanError} from '../errors.js'
import {keepAttestation, openReportStore} from './attestation-store.js'
import type {AwsFlagValues} from './aws-flags.js'
import {localTime} from './local-time.js'
import {readCheckedConfig} from './read-checked-config.js'

/** What a person says of a check, as it was typed. */
export type SaidOfCheck = {
  checkId: string
  state: Attestation['state']
  by: string
  note: string | undefined
  /** A date (its end in the event's zone counts) or a time with its zone. */
  until: string | undefined
  configPath: string | undefined
  event: string | undefined
  aws: AwsFlagValues
  /** Now, in UTC. */
  at: string
}

/**
 * Keeps what a person says of a check of an event, by default the next one. Throws CHECK_UNKNOWN with the nearest name,
 * CHECK_AUTOMATIC for a check that is made from data, TIME_INVALID, UNTIL_PAST, EVENT_UNKNOWN, and what the store throws.
 */
export async function sayOfCheck(said: SaidOfCheck): Promise<ChecklistWord> {
  const {id, title, kind} = findCheck(said.checkId)
  if (kind === 'automatic') throw isAutomatic(id)
  const by = said.by.trim()
  if (by === '') {
    throw new PlanError('usage', 'NAME_EMPTY', '--by is empty: a check that nobody answers for is open', {
      suggestions: ['--by alice'],
    })
  }
  const {config, folder} = await readCheckedConfig(said.configPath, said.aws)
  checkCheckNames(config.report.checks)
  const event = planEvent({config, wanted: said.event, asOf: said.at, upliftText: undefined})
  const untilAt = said.until === undefined ? null : untilOf(said.until, event.timezone, said.at)
  const attestation: Attestation = {
    schema: 'ecom-plan.attestation/v1',
    eventId: event.id,
    checkId: id,
    state: said.state,
    by,
    at: said.at,
    note: said.note ?? null,
    untilAt,
  }
  const store = await openReportStore({config, folder})
  const name = await keepAttestation(store, attestation)
  return {
    attestation,
    title,
    timezone: event.timezone,
    endsAt: untilAt ?? isoOf(makeZone(event.timezone).instantS(event.date, '00:00') + event.window.endS),
    store: store.place,
    name,
  }
}

function isAutomatic(id: string): PlanError {
  return new PlanError('usage', 'CHECK_AUTOMATIC', `${id} is made from data, so nobody can answer for it`, {
    suggestions: [
      'ecom-plan checklist list says what would make it pass',
      `or skip it with a reason: report.checks.skip: [{id: ${id}, why: ...}] in ecom-plan.yaml`,
    ],
  })
}

/** The end of a day in the event's zone, or a time. Throws UNTIL_PAST for one that is past, and TIME_INVALID. */
function untilOf(text: string, timezone: string, at: string): string {
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text)
  const lastMinute = localTime('until', isDate ? `${text} 23:59` : text, timezone)
  const untilAt = isDate ? isoOf(instantOf(lastMinute) + 60) : lastMinute
  if (instantOf(untilAt) > instantOf(at)) return untilAt
  throw new PlanError('usage', 'UNTIL_PAST', `--until ${text} is past already`, {
    suggestions: [
      'leave out --until: it then counts until the event is over',
      'ecom-plan checklist reopen opens it again',
    ],
  })
}
