import type {Diagnosis, JudgedCause} from '../documents/diagnosis.js'
import type {Bound, TierDiagnosis} from '../documents/tier-diagnosis.js'
import {sentence} from './plan-words.js'
import type {EventClock} from './time.js'

/** What an answer says of a database, in as few words as a line has room for. */
const phrases: Record<Diagnosis['answer'], string> = {
  'volume-iops': "the volume's IOPS bind",
  'gp2-credits': 'gp2 credits run out',
  'instance-ebs': "the class's bandwidth to the disk binds",
  'volume-throughput': "the volume's throughput binds",
  cpu: 'CPU binds',
  'working-set': 'the working set outgrows memory',
  connections: 'connections run out',
  locks: 'sessions wait for each other (locks)',
  'cpu-credits': 'CPU credits are spent, which costs and stalls nothing',
  none: 'nothing binds',
  'replica-apply': 'the replica falls behind',
  'storage-space': 'storage runs out',
  modification: 'RDS is changing it',
  'micro-bursts': 'bursts within a minute bind',
  'inconsistent-metrics': 'its metrics contradict each other',
  'cannot-tell': 'what binds cannot be told',
}

/** `orders-db: CPU binds at the peak (CPUUtilization 100 % against 8 vCPU); in the last days nothing binds.` */
export function boundLine({tier, now, peak}: TierDiagnosis): string {
  const today = now === null ? 'of the last days nothing was measured' : `in the last days ${boundWords(now)}`
  return `${tier}: at the peak ${boundWords(peak)}; ${today}.`
}

/** Whether nothing binds a database, neither at the peak nor in the last days. */
export function isCalm({now, peak}: TierDiagnosis): boolean {
  return peak.answer === 'none' && (now === null || now.answer === 'none')
}

function boundWords({answer, certainty, held: [first]}: Bound): string {
  const likely = certainty === 'likely' && answer !== 'none' ? 'most likely ' : ''
  const [evidence] = answer === 'none' ? [] : (first?.evidence ?? [])
  return `${likely}${phrases[answer]}${evidence === undefined ? '' : ` (${evidenceWords(evidence)})`}`
}

const evidenceWords = ({metric, measured, against}: JudgedCause['evidence'][number]) =>
  `${metric} ${measured} against ${against}`

/** What binds now or at the peak with all that stands behind it: a heading and its steps. */
export type BoundDetails = {title: string; detail: string; steps: string[]}

/** What a run says of a database: these days, the peak, and what is not bought for it and why. */
export function boundDetails({tier, now, peak, refused}: TierDiagnosis, clock: EventClock): BoundDetails[] {
  const rejected = refused.map(({candidate, because}) => `Not ${candidate}: ${sentence(because)}`)
  return [
    now === null
      ? {title: `${tier}: of the last days nothing was measured`, detail: '', steps: rejected}
      : {
          title: `${tier}: in the last days ${phrases[now.answer]}`,
          detail: clock.range(now.fromAt, now.toAt),
          steps: [...stepsOf(now), ...rejected],
        },
    {
      title: `${tier}: at the peak ${phrases[peak.answer]}`,
      detail: 'predicted, with nothing changed',
      steps: stepsOf(peak),
    },
  ]
}

function stepsOf({answer, sentence: found, held, notes}: Bound): string[] {
  const [first, ...others] = held
  const isCalm = answer === 'none' || first === undefined
  return [
    isCalm ? found : `${found} [${first.rule}]`,
    ...(isCalm ? [] : causeSteps(first)),
    ...others.map(({rule, because}) => `Also ${rule}: ${sentence(because)}`),
    ...notes.map(sentence),
  ]
}

function causeSteps({evidence, remedy, isNot}: JudgedCause): string[] {
  return [
    ...evidence.map((one) => sentence(evidenceWords(one))),
    ...remedy.map((one) => `Remedy: ${sentence(one)}`),
    ...isNot.map((one) => `It is ${sentence(one)}`),
  ]
}

/** What a report has room for: the line, and the remedies of what binds. */
export function boundSummary(diagnosis: TierDiagnosis): {line: string; remedies: string[]} {
  const {now, peak, refused} = diagnosis
  const binding = [now, peak].filter((bound) => bound !== null && bound.answer !== 'none')
  const remedies = binding.flatMap((bound) => bound?.held[0]?.remedy ?? [])
  return {
    line: boundLine(diagnosis),
    remedies: [
      ...[...new Set(remedies)].map((one) => `Remedy: ${sentence(one)}`),
      ...refused.map(({candidate, because}) => `Not ${candidate}: ${sentence(because)}`),
    ],
  }
}
