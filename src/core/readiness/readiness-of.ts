import type {AutomaticCheckId} from '../../catalog/readiness-checks.js'
import {readinessCap} from '../../catalog/readiness-checks.js'
import type {Attestation} from '../../documents/attestation.js'
import type {ReportConfig} from '../../documents/config-report.js'
import type {Readiness, ReadinessCheck} from '../../documents/readiness.js'
import type {ReadinessFacts} from '../../documents/readiness-facts.js'
import type {Run} from '../../documents/run.js'
import {figure} from '../figure.js'
import {instantOf} from '../series/zone.js'
import {migrationsPending} from './change-rules.js'
import {checkCheckNames, type KnownCheck, knownChecks} from './check-names.js'
import {foldAttestations, type Standing} from './fold-attestations.js'
import {shortInForce} from './in-force.js'
import type {CheckedTest, CheckInput, Judged} from './rule.js'
import {rules} from './rules.js'
import {lostPoints, scoreOf} from './score.js'

/**
 * How ready the shop is for the event of a run: every check with its status, the score, and one sentence that names the
 * failure.
 *
 * `facts` is what was read beside the run (a part that is null makes its checks `unknown`, never passed), `attestations`
 * what people said (of other events too), `loadTests` those of the walk or null where they were not read, `checks` the
 * config's own weights and musts, `at` now in UTC, and `heardAt` until when people are heard, where that is later. Points are of a score of 100. Weights and cap are judgements of ours.
 *
 * The verdict is not-ready where a must fails, where something blocks the plan, or where a limit is short as it is in
 * force: the run's own verdict is on what rests without ecom-plan, so it stays not-ready after an apply. Throws
 * CHECK_UNKNOWN where `checks` names a check that there is none of.
 */
export function readinessOf({
  run,
  facts,
  attestations,
  loadTests,
  checks: asked,
  at,
  heardAt = at,
}: {
  run: Run
  facts: ReadinessFacts
  attestations: readonly Attestation[]
  loadTests: readonly CheckedTest[] | null
  checks: ReportConfig['checks']
  at: string
  heardAt?: string
}): Readiness {
  checkCheckNames(asked)
  const input: CheckInput = {run, facts, loadTests, attestations, at, atS: instantOf(at)}
  const {eventId, windowEndAt} = run.plan
  const standings = foldAttestations({attestations, eventId, windowEndAt, at: heardAt})
  const skips = new Map(asked.skip.map(({id, why}) => [id, why]))
  const made = knownChecks
    .filter(({id}) => !skips.has(id))
    .map((check) => checkOf(weighed(check, asked), input, standings.get(check.id) ?? null))
  const scored = scoreOf(made)
  const verdict = verdictOf(run, made)
  const skipped = knownChecks.flatMap(({id, title}) => {
    const why = skips.get(id)
    return why === undefined ? [] : [{id, title, why}]
  })
  return {
    verdict,
    ...scored,
    sentence: sentenceOf(run, verdict, made),
    checks: made,
    ...(skipped.length === 0 ? {} : {skipped}),
    because: becauseOf(made, scored),
  }
}

/** A check with the config's own weight and musts. */
function weighed(check: KnownCheck, {require, weights}: ReportConfig['checks']): KnownCheck {
  const given = weights[check.id]
  return {
    ...check,
    isMust: require === undefined ? check.isMust : require.includes(check.id),
    ...(given === undefined ? {} : {weightPoints: given, why: `ecom-plan.yaml gives it ${figure(given)} points`}),
  }
}

function checkOf(check: KnownCheck, input: CheckInput, standing: Standing | null): ReadinessCheck {
  const {status, message, evidence = [], next = null, latestAt = null} = judgedOf(check, input, standing)
  const {id, group, title, kind, isMust, weightPoints, why} = check
  return {
    id,
    group,
    title,
    kind,
    status,
    isMust,
    weightPoints,
    why,
    lostPoints: lostPoints(status, weightPoints),
    message,
    evidence: [...evidence],
    next,
    latestAt,
    attestation: standing?.attestation ?? null,
  }
}

function judgedOf(check: KnownCheck, input: CheckInput, standing: Standing | null): Judged {
  if (check.kind === 'automatic') return rules[check.id as AutomaticCheckId](input)
  const measured = check.id === 'schema-migration' ? migrationsPending(input) : null
  return measured ?? attestedOf(check, standing)
}

function attestedOf({id, isMust}: KnownCheck, standing: Standing | null): Judged {
  const next = `ecom-plan checklist ack ${id} --by NAME --note LINK`
  const status = isMust ? 'fail' : 'warn'
  const said = standing?.attestation ?? null
  if (said === null) return {status, message: 'Nobody has answered for it.', next}
  const {by, at, note, state, untilAt} = said
  const words = note === null ? '' : `: ${note}`
  if (state === 'reopened') return {status, message: `${by} opened it again at ${at}${words}.`, next}
  if (standing?.isExpired === true) {
    return {status, message: `${by} answered for it, which ended at ${untilAt ?? 'the end of the event'}.`, next}
  }
  return {status: 'pass', message: `${by} answers for it since ${at}${words}.`}
}

function verdictOf(run: Run, checks: readonly ReadinessCheck[]): Readiness['verdict'] {
  const isBlocked = run.plan.blockers.some(({severity}) => severity === 'block')
  const isShort = shortInForce(run, run.plan.target).length > 0
  if (isBlocked || isShort || checks.some(({isMust, status}) => isMust && status === 'fail')) return 'not-ready'
  return checks.every(({status}) => status === 'pass') && run.plan.limits.length > 0 ? 'ready' : 'at-risk'
}

/** The failure that matters most, or that there is none. */
function sentenceOf(run: Run, verdict: Readiness['verdict'], checks: readonly ReadinessCheck[]): string {
  const ranked = [...checks].sort((a, b) => rank(b) - rank(a) || b.lostPoints - a.lostPoints)
  const failed = ranked.filter(({status}) => status === 'fail')
  const open = ranked.filter(({status}) => status === 'warn' || status === 'unknown')
  const [worst = open[0]] = failed
  if (worst === undefined)
    return verdict === 'not-ready' ? run.plan.summary : `All ${figure(checks.length)} checks pass.`
  const more = failed.length > 1 ? ` ${counted(failed.length - 1, 'more check fails', 'more checks fail')}.` : ''
  if (failed.length > 0) return `${worst.message}${more}`
  const blocked = verdict === 'not-ready' ? `${run.plan.summary} ` : ''
  return `${blocked}No check fails; ${counted(open.length, 'is', 'are')} open, first ${worst.title}: ${worst.message}`
}

const rank = ({isMust, status}: ReadinessCheck) => (status === 'fail' ? 2 : 0) + (isMust && status !== 'pass' ? 1 : 0)

const counted = (count: number, one: string, many: string) => `${figure(count)} ${count === 1 ? one : many}`

function becauseOf(checks: readonly ReadinessCheck[], {cap}: Pick<Readiness, 'cap'>): string {
  const lostBy = (statuses: readonly string[]) => {
    const some = checks.filter(({status}) => statuses.includes(status))
    return `${figure(some.reduce((sum, one) => sum + one.lostPoints, 0))} for ${figure(some.length)}`
  }
  const capped =
    cap === null
      ? `A must that fails caps it at ${readinessCap.value}.`
      : `It is capped at ${cap.atPoints}, since ${cap.checkIds.join(', ')} must pass.`
  return (
    `100 points, less ${lostBy(['fail'])} that fail and ${lostBy(['warn', 'unknown'])} that warn or are not known, which lose half ` +
    `of their weight. ${capped} Weights and cap are our judgement; report.checks sets others.`
  )
}
