import type {Column} from './fact.js'

/** What a burstable EC2 type (t3, t3a, t4g) may use for long, and the credits it earns and keeps. */
export type CpuCredits = {
  /** Share of each vCPU that it holds for ever. */
  readonly baselineCpuRatio: number
  readonly creditsPerHourCount: number
  readonly maxCreditCount: number
}

/** Where the credits came from. */
export const cpuCreditColumn = {
  unit: 'share of a vCPU, and credits',
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html',
  checkedOn: '2023-05-31',
  note: 'the formula is unchanged in the edition of April 2026; t3, t3a and t4g have the same by size',
} as const satisfies Column

const bySize: Readonly<Record<string, CpuCredits>> = {
  nano: {baselineCpuRatio: 0.05, creditsPerHourCount: 6, maxCreditCount: 144},
  micro: {baselineCpuRatio: 0.1, creditsPerHourCount: 12, maxCreditCount: 288},
  small: {baselineCpuRatio: 0.2, creditsPerHourCount: 24, maxCreditCount: 576},
  medium: {baselineCpuRatio: 0.2, creditsPerHourCount: 24, maxCreditCount: 576},
  large: {baselineCpuRatio: 0.3, creditsPerHourCount: 36, maxCreditCount: 864},
  xlarge: {baselineCpuRatio: 0.4, creditsPerHourCount: 96, maxCreditCount: 2304},
  '2xlarge': {baselineCpuRatio: 0.4, creditsPerHourCount: 192, maxCreditCount: 4608},
}

/** The credits of a type (`t3.medium`, `db.t4g.large`); null for types that have none, or none that we know. */
export function cpuCredits(name: string): CpuCredits | null {
  const [family = '', size = ''] = name.replace(/^db\./, '').split('.')
  return /^t(3|3a|4g)$/.test(family) ? (bySize[size] ?? null) : null
}
