/** A number that we did not compute, and where it came from. A guess of ours names no page: its source is 'judgement'. */
export type Fact = {
  readonly value: number
  readonly unit: string
  readonly source: `https://${string}` | 'judgement'
  /** The day on which the source said so. */
  readonly checkedOn: `${number}-${number}-${number}`
  readonly note?: string
}

/** Where the numbers of one column of a table came from. */
export type Column = Omit<Fact, 'value'>
