import type {Diagnosis, DiagnosisCause} from '../../documents/diagnosis.js'
import {figure, percent, seconds} from '../figure.js'
import type {Judged} from './judge-causes.js'
import type {Readings} from './readings.js'

/** How to come by a metric that was not there. */
const waysTo: Record<string, string> = {
  DBLoadCPU: 'switch on Database Insights (Performance Insights) for the instance',
  DBLoadNonCPU: 'switch on Database Insights (Performance Insights) for the instance',
  RequestCount: 'name the load balancer in ecom-plan.yaml: loadBalancer: NAME',
  'the same hour of ordinary days': 'ecom-plan pull, weekly, so that there is a past to compare with',
  'the status of the instance at that time':
    'aws rds describe-events --source-type db-instance, for the time of the window',
}
const otherWay = 'read it live, or keep it from now on with ecom-plan pull'

const none: Omit<Judged, 'standing' | 'because' | 'missing' | 'evidence'> = {
  rule: 'R10',
  cause: 'none',
  heldFromAt: null,
  heldToAt: null,
  remedy: ['look upstream: the services, their pools and timeouts, what they call beside the database'],
  isNot: ['not the database: a larger class or faster storage would change nothing'],
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html',
  weight: 0,
  isSuspected: false,
}

/** What can be said of a window: the first cause that holds, nothing in the database, or that it cannot be told. */
export function answerOf(
  judged: readonly Judged[],
  readings: Readings,
): Pick<Diagnosis, 'answer' | 'certainty' | 'sentence'> & {causes: Judged[]} {
  const [first] = judged
  if (first !== undefined && (first.standing === 'clear' || first.standing === 'likely')) {
    return {
      answer: first.cause,
      certainty: first.standing,
      sentence: sentenceOf(first.because),
      causes: [...judged],
    }
  }
  const pointedAt = judged.filter(({standing, isSuspected}) => standing === 'open' && isSuspected)
  const waitsFor = new Set(pointedAt.flatMap(({missing}) => missing))
  // What the same missing metric would decide is the other possibility.
  const suspected = judged.filter(
    (one) => one.standing === 'open' && (one.isSuspected || one.missing.some((metric) => waitsFor.has(metric))),
  )
  const lacking = [
    ...(readings.cpuRatio === null ? ['CPUUtilization'] : []),
    ...(readings.iops === null ? ['ReadIOPS', 'WriteIOPS'] : []),
    ...(readings.ioTimeS === null ? ['ReadLatency', 'WriteLatency'] : []),
  ]
  if (suspected.length > 0 || lacking.length > 0) {
    const wanted = [...new Set([...lacking, ...suspected.flatMap(({missing}) => missing)])]
    const between =
      suspected.length === 0 ? '' : `: it may be ${suspected.map(({cause}) => causeWords[cause]).join(', or ')}`
    return {
      answer: 'cannot-tell',
      certainty: 'cannot-tell',
      sentence: `What binds cannot be told${between}. ${wanted.join(', ')} would decide.`,
      causes: [...judged],
    }
  }
  const open = judged.filter(({standing}) => standing === 'open')
  const because = `nothing in the database binds: ${calmWords(readings)}`
  const found: Judged = {...none, standing: open.length === 0 ? 'clear' : 'likely', because, missing: [], evidence: []}
  return {
    answer: 'none',
    certainty: open.length === 0 ? 'clear' : 'likely',
    sentence: sentenceOf(because),
    causes: [found, ...judged],
  }
}

/** Causes as they stand in a sentence. */
const causeWords: Record<DiagnosisCause, string> = {
  'volume-iops': "the volume's IOPS",
  'gp2-credits': 'spent gp2 credits',
  'instance-ebs': "the class's bandwidth to the disk",
  'volume-throughput': "the volume's throughput",
  cpu: 'CPU',
  'working-set': 'a working set that outgrew memory',
  connections: 'connections',
  locks: 'locks',
  'cpu-credits': 'CPU credits',
  none: 'nothing in the database',
  'replica-apply': 'a replica that falls behind',
  'storage-space': 'storage space',
  modification: 'a change that RDS is making',
  'micro-bursts': 'bursts shorter than a minute',
  'inconsistent-metrics': 'metrics that contradict each other',
}

function calmWords({cpuRatio, iops, ioTimeS, queueCount}: Readings): string {
  return [
    `CPU at ${percent(cpuRatio ?? 0)}`,
    `${figure(Math.round(iops ?? 0))} IOPS of ${seconds(ioTimeS ?? 0)} each`,
    ...(queueCount === null ? [] : [`a disk queue of ${figure(queueCount)}`]),
  ].join(', ')
}

/** Metrics that were not there, with what each would decide. Causes that something measured rules out do not ask. */
export function missingOf(judged: readonly Judged[]): Diagnosis['missing'] {
  const decides = new Map<string, DiagnosisCause[]>()
  for (const {cause, missing} of judged) {
    for (const metric of missing) decides.set(metric, [...(decides.get(metric) ?? []), cause])
  }
  return [...decides].map(([metric, causes]) => ({metric, decides: causes, how: waysTo[metric] ?? otherWay}))
}

function sentenceOf(because: string): string {
  return `${because.charAt(0).toUpperCase()}${because.slice(1)}.`
}
