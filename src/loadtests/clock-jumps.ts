import type {LoadTestFlag} from '../documents/load-test.js'

/** Samplers send their rows in batches of up to a minute, so less is no jump. */
const backMs = 120_000
const forwardMs = 3_600_000

/** Notices where the time of rows, in the order of the file, jumps: a clock that was set, or files that were joined. */
export class ClockJumps {
  #lastMs = Number.NaN
  #count = 0
  #rowNumber = 0
  #first: {rowNumber: number; byMs: number} | null = null

  take(endMs: number): void {
    this.#rowNumber++
    const byMs = endMs - this.#lastMs
    this.#lastMs = endMs
    if (byMs < -backMs || byMs > forwardMs) this.#note(byMs)
  }

  flags(): LoadTestFlag[] {
    if (this.#first === null) return []
    const {rowNumber, byMs} = this.#first
    const by = `${Math.round(Math.abs(byMs) / 1000).toLocaleString('en')} s ${byMs < 0 ? 'back' : 'forward'}`
    const times = this.#count === 1 ? 'once' : `${this.#count.toLocaleString('en')} times`
    const text = `time jumps ${times} between rows, first by ${by} at request ${rowNumber.toLocaleString('en')}: a clock was set, or results of several runs were joined`
    return [{code: 'clock-jump', severity: 'warning', text}]
  }

  #note(byMs: number): void {
    this.#count++
    this.#first ??= {rowNumber: this.#rowNumber, byMs}
  }
}
