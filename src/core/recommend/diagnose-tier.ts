import type {Diagnosis, JudgedCause} from '../../documents/diagnosis.js'
import type {Database} from '../../documents/inventory.js'
import type {Bound, TierDiagnosis} from '../../documents/tier-diagnosis.js'
import type {DatabaseLoad} from '../calibrate/database-load.js'
import {databaseLimits} from '../diagnose/database-limits.js'
import {type DaysDiagnosis, notOfTheDisk} from '../diagnose/diagnose-days.js'
import {diagnosePeak} from '../diagnose/diagnose-peak.js'
import {peakDemand} from '../diagnose/peak-demand.js'
import {at, type Setting} from '../tiers/tier-finding.js'

/** Answers whose remedy is a faster volume. */
const ofTheVolume: readonly Diagnosis['answer'][] = ['volume-iops', 'gp2-credits', 'volume-throughput']

/**
 * What binds a database in these days and what would at the peak of the target quantile, with nothing changed.
 *
 * The peak is predicted from rates, from which neither locks nor a replica that falls behind follow. Where locks or a
 * missed working set are found in these days, they are the remedy of a disk that would be full at the peak too: until
 * they are gone nothing says what it would be asked for. `poolCount` are the connections that the callers hold open.
 */
export function diagnoseTier({
  tier,
  database,
  days,
  load,
  poolCount,
  setting,
  refused = [],
}: {
  tier: string
  database: Database
  days: DaysDiagnosis | null
  load: DatabaseLoad
  poolCount: number
  setting: Setting
  /** What is not bought for it, and why. */
  refused?: TierDiagnosis['refused']
}): TierDiagnosis {
  const {catalog, path, stepS, target, originRatio} = setting
  const reserveRatio = setting.judgement('mysqlMemoryReserveRatio')
  const found = diagnosePeak({
    database,
    demand: peakDemand({
      load,
      limits: databaseLimits({database, catalog, reserveRatio}),
      originRps: at(setting.peak, target) * originRatio,
      path,
      stepS,
      quantile: target,
      originRatio,
      poolCount,
      readGrowthRatio: days?.diagnosis.answer === 'working-set' ? days.readGrowthRatio : 1,
    }),
    catalog,
    reserveRatio,
  })
  const now = days === null ? null : nowOf(days.diagnosis)
  return {tier, resource: database.id, now, peak: peakOf(found, now), refused}
}

/** What a diagnosis of the last days says, as a plan keeps it. */
export function nowOf(diagnosis: Diagnosis): TierDiagnosis['now'] {
  const {answer, certainty, sentence, causes, notes, fromAt, toAt, missing} = diagnosis
  // The status of a past hour is asked of nobody, and so it is no gap of what was pulled.
  const gaps = missing.filter(({decides}) => decides.some((one) => one !== 'modification'))
  const lacking = gaps.map(
    ({metric, decides}) => `${metric} was not measured, which would decide ${decides.join(', ')}`,
  )
  return {answer, certainty, sentence, held: causes.filter(isHeld), notes: [...notes, ...lacking], fromAt, toAt}
}

function peakOf(
  {answer, certainty, sentence, causes}: Omit<Bound, 'held' | 'notes'> & {causes: JudgedCause[]},
  now: TierDiagnosis['now'],
): Bound {
  const held = causes.filter(isHeld)
  const unseen =
    'Locks, bursts within a minute and a replica that falls behind follow from no rate and are not predicted'
  const [first, ...others] = held
  const binding = now?.held[0]
  if (
    now === null ||
    binding === undefined ||
    !notOfTheDisk.includes(now.answer) ||
    first === undefined ||
    !ofTheVolume.includes(answer)
  ) {
    return {answer, certainty, sentence, held, notes: [unseen]}
  }
  const remedied = {...first, remedy: binding.remedy, isNot: [...binding.isNot]}
  const again = `What binds in these days comes first (${binding.rule} ${binding.cause}): forecast again once it is gone`
  return {answer, certainty, sentence, held: [remedied, ...others], notes: [again, unseen]}
}

const isHeld = ({standing}: JudgedCause) => standing === 'clear' || standing === 'likely'
