/** What a readiness check costs where it fails, and why we think so: guesses of ours that nobody can cite. */
export type CheckFact = {
  readonly group: Group
  readonly title: string
  readonly kind: 'automatic' | 'attested'
  readonly isMust: boolean
  readonly weightPoints: number
  readonly why: string
}

type Group =
  | 'capacity'
  | 'quotas'
  | 'supply'
  | 'data-tier'
  | 'single-points'
  | 'load-test'
  | 'health'
  | 'change'
  | 'data'
  | 'people'

type Row = (group: Group, weightPoints: number, title: string, why: string) => CheckFact

const row =
  (kind: CheckFact['kind'], isMust: boolean): Row =>
  (group, weightPoints, title, why) => ({group, title, kind, isMust, weightPoints, why})

/** A check that is made from what was read, and one that caps the score where it fails. */
export const automatic = row('automatic', false)
export const must = row('automatic', true)

/** A check that a person answers for. */
export const attested = row('attested', false)
