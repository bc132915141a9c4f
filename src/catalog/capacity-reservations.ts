import type {Fact} from './fact.js'

const future = {
  source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cr-concepts.html',
  checkedOn: '2026-04-13',
} as const

/** What AWS asks of a Capacity Reservation that begins on a later day. An immediate one has none of these bounds. */
export const capacityReservations = {
  futureLeastAheadS: {value: 5 * 86_400, unit: 's', ...future, note: 'AWS answers within five days as a rule'},
  futureMostAheadS: {value: 120 * 86_400, unit: 's', ...future},
  futureCommitmentS: {value: 14 * 86_400, unit: 's', ...future, note: 'billed from its first day, used or not'},
  futureLeastVcpuCount: {value: 32, unit: 'vCPU', ...future, note: 'types of the series C, G, I, M, R and T only'},
} as const satisfies Record<string, Fact>
