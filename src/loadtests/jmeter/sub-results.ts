import {hashBytes} from '../byte-table.js'

const places = 65_536

/**
 * Tells which rows are parts of another: JMeter writes the redirects and embedded resources of a sample as rows of
 * their own right after it, labelled `X-0`, `X-1`, `X-0-0` after its label X, and its time contains theirs
 * (CSVSaveService.saveSubResults). Rows of other threads may come between.
 *
 * Labels are numbers of the caller, from 0; `labelNames` gives their names. A row is a part of the last counted row of
 * its thread when its label is that row's with numbers behind, and its time lies within. A thread's rows are in order.
 */
export class SubResults {
  readonly #threads = new Int32Array(places)
  readonly #labels = new Int32Array(places).fill(-1)
  readonly #starts = new Float64Array(places)
  readonly #ends = new Float64Array(places)
  /** For each label, the labels that it could be a part of. */
  readonly #parents: (readonly string[])[] = []

  constructor(private readonly labelNames: readonly string[]) {}

  /** A number for a thread's name: one of 2³², so two threads hardly ever share it. */
  threadAt(bytes: Uint8Array, from: number, to: number): number {
    return hashBytes(bytes, from, to)
  }

  /** True for a part; any other row becomes the one that the next rows of its thread may be parts of. */
  isPart(thread: number, label: number, startMs: number, endMs: number): boolean {
    const parents = this.#parents[label] ?? this.#parentsOf(label)
    const place = (thread ^ (thread >>> 16)) & (places - 1)
    if (parents.length > 0 && this.#threads[place] === thread && this.#isWithin(place, parents, startMs, endMs))
      return true
    // Parts follow their whole at once, so a thread that takes the place of another costs nothing.
    this.#threads[place] = thread
    this.#labels[place] = label
    this.#starts[place] = startMs
    this.#ends[place] = endMs
    return false
  }

  #isWithin(place: number, parents: readonly string[], startMs: number, endMs: number): boolean {
    const whole = this.#labels[place] as number
    if (whole < 0 || !parents.includes(this.labelNames[whole] as string)) return false
    return startMs >= (this.#starts[place] as number) && endMs <= (this.#ends[place] as number)
  }

  #parentsOf(label: number): readonly string[] {
    const parents: string[] = []
    let name = this.labelNames[label] ?? ''
    for (let cut = cutNumber(name); cut !== null; cut = cutNumber(name)) {
      parents.push(cut)
      name = cut
    }
    for (let i = this.#parents.length; i <= label; i++) this.#parents.push([])
    this.#parents[label] = parents
    return parents
  }
}

const cutNumber = (name: string) => /^([\s\S]+)-\d+$/.exec(name)?.[1] ?? null
