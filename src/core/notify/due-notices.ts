import type {NotifyKind, NotifyTarget} from '../../documents/config-notify.js'
import type {Readiness} from '../../documents/readiness.js'

type Verdict = Readiness['verdict']

/** Whether a target hears of this report, and why. `index` counts from 0 in the config's list. */
export type DueNotice = {index: number; target: NotifyTarget; isDue: boolean; because: string}

/**
 * Who hears of a report.
 *
 * Without a report before it `verdict-change` is due: nobody has heard a verdict yet. What keeps a state, an incident of
 * PagerDuty or an issue, hears as well when the shop is no longer not-ready, so that it does not stay open for ever.
 * `kinds` narrows to those kinds of target; null is all of them.
 */
export function dueNotices({
  targets,
  verdict,
  previousVerdict,
  kinds,
}: {
  targets: readonly NotifyTarget[]
  verdict: Verdict
  previousVerdict: Verdict | null
  kinds: readonly NotifyKind[] | null
}): DueNotice[] {
  return targets.map((target, index) => {
    if (kinds !== null && !kinds.includes(target.kind)) {
      return {index, target, isDue: false, because: `--notify names ${kinds.join(', ')} alone`}
    }
    return {index, target, ...judge(target, verdict, previousVerdict)}
  })
}

function judge(
  target: NotifyTarget,
  verdict: Verdict,
  previousVerdict: Verdict | null,
): Pick<DueNotice, 'isDue' | 'because'> {
  if (target.when === 'always') return {isDue: true, because: 'when: always'}
  if (target.when === 'verdict-change') {
    if (previousVerdict === null) return {isDue: true, because: 'there is no report before it to compare with'}
    return verdict === previousVerdict
      ? {isDue: false, because: `the verdict is ${verdict}, as last time`}
      : {isDue: true, because: `the verdict was ${previousVerdict} and is ${verdict}`}
  }
  if (verdict === 'not-ready') return {isDue: true, because: 'the verdict is not-ready'}
  if (keepsState(target) && previousVerdict === 'not-ready') {
    return {isDue: true, because: `the verdict was not-ready and is ${verdict}`}
  }
  return {isDue: false, because: `the verdict is ${verdict}`}
}

function keepsState(target: NotifyTarget): boolean {
  return target.kind === 'github-issue' || (target.kind === 'webhook' && target.template === 'pagerduty')
}
