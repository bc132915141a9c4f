import {healthLimits} from '../../catalog/health-limits.js'
import {scalingLimits} from '../../catalog/scaling-limits.js'
import type {Coverage} from '../../documents/archive.js'
import type {Check} from '../../documents/doctor.js'
import type {MetricId} from '../../documents/series.js'
import {counted, span} from '../figure.js'
import {instantOf} from '../series/zone.js'
import type {DoctorFacts} from './facts.js'
import {type Judgement, judged, unlessFailed} from './judged.js'

const group = 'Data' as const

type Archive = Extract<DoctorFacts['archive'], {value: unknown}>['value']

/** Whether the archive is whole as far as its manifests tell, and which minutes CloudWatch is about to forget. */
export function judgeArchive(facts: DoctorFacts): Check[] {
  const atS = instantOf(facts.at)
  return [
    judged({id: 'archive', group, title: 'Archive'}, facts.archive, (archive) => whole(archive, atS)),
    judged({id: 'retention', group, title: 'Retention'}, unlessFailed(facts.archive, 'no archive'), (archive) =>
      retention(archive, atS),
    ),
  ]
}

function whole({place, parts, missingFiles}: Archive, atS: number): Judgement {
  if (parts.length === 0) {
    return {
      status: 'warn',
      message: `${place} holds nothing yet`,
      next: ['ecom-plan pull --estimate', 'ecom-plan pull'],
    }
  }
  const [missing] = missingFiles
  if (missing !== undefined) {
    return {
      status: 'fail',
      message: `${counted(missingFiles.length, 'file')} of ${place} are gone, such as ${missing}`,
      next: [
        'ecom-plan archive verify',
        'restore them from a backup, or remove their manifests and run ecom-plan pull',
      ],
    }
  }
  const pulledS = Math.max(...parts.map(({pulledAt}) => instantOf(pulledAt)))
  return {
    status: 'ok',
    message: `${counted(parts.length, 'file')} in ${place}, all there; last pull ${span(Math.max(0, atS - pulledS))} ago`,
  }
}

/**
 * CloudWatch keeps a minute for 15 days, so the first that the archive does not have yet is lost 15 days after it.
 */
function retention({coverage, demand, parts}: Archive, atS: number): Judgement | {skipped: string} {
  const keptS = scalingLimits.minuteMetricRetentionS.value
  if (demand === null) return {skipped: 'demand is not read from CloudWatch'}
  const minutes = coverage.filter((one) => one.periodS === 60 && isSame(one, demand))
  const coveredS = Math.max(...minutes.map(({toAt}) => instantOf(toAt)))
  if (parts.length === 0 || !Number.isFinite(coveredS)) {
    return {
      status: 'warn',
      message: `no minute of demand is kept: those before ${dateText(atS - keptS)} are lost already, and each day another day is`,
      next: ['ecom-plan pull', 'then weekly, from a scheduler'],
    }
  }
  const lostS = coveredS + keptS
  if (lostS < atS) {
    return {
      status: 'warn',
      message: `minutes from ${dateText(coveredS)} to ${dateText(atS - keptS)} are lost, since no pull kept them; each day another day is`,
      next: ['ecom-plan pull', 'then weekly, from a scheduler'],
    }
  }
  const message = `minutes are kept up to ${dateText(coveredS)}; those after it are lost from ${dateText(lostS)} on unless pulled`
  if (lostS - atS > healthLimits.retentionNoticeS.value) return {status: 'ok', message}
  return {status: 'warn', message, next: ['ecom-plan pull']}
}

function isSame(a: Coverage, b: MetricId): boolean {
  const textOf = ({namespace, metricName, stat, dimensions}: MetricId) =>
    JSON.stringify([namespace, metricName, stat, Object.entries(dimensions).sort()])
  return textOf(a) === textOf(b)
}

const dateText = (atS: number) => new Date(atS * 1000).toISOString().slice(0, 10)
