import type {Doctor} from '../../documents/doctor.js'
import type {DoctorFacts} from './facts.js'
import {judgeAccess} from './judge-access.js'
import {judgeArchive} from './judge-archive.js'
import {judgeCapacity} from './judge-capacity.js'
import {judgeDemand} from './judge-demand.js'
import {judgeEnvironment} from './judge-environment.js'
import {judgeTierMetrics} from './judge-tier-metrics.js'

/** What the facts mean, check by check, each with what to type next where there is something to do. */
export function diagnose(facts: DoctorFacts): Doctor {
  const checks = [judgeEnvironment, judgeAccess, judgeDemand, judgeTierMetrics, judgeArchive, judgeCapacity].flatMap(
    (judge) => judge(facts),
  )
  const count = (status: Doctor['checks'][number]['status']) => checks.filter((check) => check.status === status).length
  return {
    schema: 'ecom-plan.doctor/v1',
    at: facts.at,
    purposes: [...facts.purposes],
    isOffline: facts.isOffline,
    checks,
    counts: {ok: count('ok'), warn: count('warn'), fail: count('fail'), skipped: count('skipped')},
  }
}
