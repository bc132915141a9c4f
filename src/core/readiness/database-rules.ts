import type {Limit} from '../../documents/plan.js'
import type {Run} from '../../documents/run.js'
import {percent} from '../figure.js'
import {ratioInForce} from './in-force.js'
import {type Judged, named, type Rule} from './rule.js'

const databaseKinds = ['rds', 'aurora', 'rds-cluster']

/**
 * A check of some limits of databases at P90 as they are in force: passed up to where a limit is called tight, warned of
 * above, failed where it is short. Measures are those of the capacity table.
 */
function ofMeasures(what: string, isAmong: (measure: string) => boolean): Rule {
  return ({run}) => {
    const databases = run.plan.limits.filter(({kind}) => databaseKinds.includes(kind))
    if (databases.length === 0) return noDatabase(run)
    const ratio = (limit: Limit) => ratioInForce(run, limit, 'p90')
    const [worst, ...others] = databases
      .filter(({measure}) => isAmong(measure.toLowerCase()))
      .sort((a, b) => ratio(b) - ratio(a))
    if (worst === undefined) {
      return {
        status: 'unknown',
        message: `Not known: ${what} of no database could be foretold.`,
        next: 'ecom-plan doctor',
      }
    }
    const own = [worst, ...others]
    const words = (limit: Limit) => `${limit.tier} ${limit.measure}: ${percent(ratio(limit))} of ${limit.today} at P90`
    const without = [...new Set(databases.map(({tier}) => tier))].filter(
      (tier) => !own.some((one) => one.tier === tier),
    )
    const evidence = [...own.map(words), ...(without.length === 0 ? [] : [`not foretold for ${named(without)}`])]
    const message = `The fullest is ${words(worst)}.`
    const short = own.filter((limit) => limit.verdict === 'short' || ratio(limit) > 1)
    if (short.length > 0) return {status: 'fail', message, evidence, ...nextOf(run, short)}
    return {status: own.some(({verdict}) => verdict === 'tight') ? 'warn' : 'pass', message, evidence}
  }
}

/** The first change of the plan for a tier that is short. */
function nextOf({plan}: Run, short: readonly Limit[]): Pick<Judged, 'next' | 'latestAt'> {
  const change = plan.changes.find(({tier}) => short.some((limit) => limit.tier === tier))
  if (change === undefined) return {next: 'ecom-plan diagnose'}
  return {next: `${change.tier}: ${change.setting} ${change.from} → ${change.to}`, latestAt: change.latestAt}
}

function noDatabase({plan}: Run): Judged {
  return plan.blockers.some(({code}) => code === 'DATABASE_UNKNOWN')
    ? {status: 'unknown', message: 'Not known: the database could not be sized.', next: 'ecom-plan doctor'}
    : {status: 'pass', message: 'No database is among the sized tiers.'}
}

export const databaseCpu = ofMeasures('CPU', (measure) => measure.includes('cpu') || measure.includes('acu'))
export const databaseConnections = ofMeasures('the connections', (measure) => measure.includes('connection'))
export const databaseStorage = ofMeasures(
  'memory and storage',
  (measure) => measure.includes('memory') || measure.includes('storage'),
)
export const databaseIops = ofMeasures(
  'IOPS',
  (measure) => measure.includes('iops') || measure.includes('throughput') || measure.includes('queue'),
)
