/**
 * How the day of an event is found. Months count from 1, weekdays from 0 (Sunday). `plusDays` moves the day found.
 * `last-before` is the last such weekday strictly before a date. `announced` events have no date until someone says so.
 */
export type EventRule =
  | {readonly kind: 'fixed'; readonly month: number; readonly day: number}
  | {
      readonly kind: 'nth-weekday'
      readonly month: number
      readonly weekday: number
      readonly nth: 1 | 2 | 3 | 4
      readonly plusDays?: number
    }
  | {readonly kind: 'last-before'; readonly month: number; readonly day: number; readonly weekday: number}
  | {readonly kind: 'easter'; readonly plusDays: number}
  | {readonly kind: 'table'; readonly dates: readonly string[]}
  | {readonly kind: 'announced'}

/** A day on which shops are busy, as a user may name it under `events[].catalog`. */
export type RetailEvent = {
  readonly id: string
  readonly name: string
  /** ISO 3166-1 codes of where it matters most; an empty list is everywhere. */
  readonly markets: readonly string[]
  readonly rule: EventRule
  readonly certainty: 'fixed' | 'rule' | '±1 day' | 'announced'
  /** Seconds from local midnight of the day. Ours to judge: a config may say otherwise. */
  readonly window: {readonly startS: number; readonly endS: number}
  /** Local times of the day at which offers usually open. */
  readonly launches: readonly string[]
  readonly note: string
  readonly source: `https://${string}` | 'common knowledge'
  readonly checkedOn: `${number}-${number}-${number}`
}
