const mostSeconds = 20_000
const mostMs = 65_536

/** What a reader found of a label: requests and failures by second of the epoch, and percentiles in seconds. */
export type FoundLabel = {seconds: [atS: number, requestCount: number, failedCount: number][]; percentiles: number[]}

export const ratios = [0.5, 0.95, 0.99, 0.999]

/** What a bench wrote: requests and failures per label and second, and every response time to the millisecond. */
export class WrittenCounts {
  requestCount = 0
  readonly #requests: Uint32Array[]
  readonly #failures: Uint32Array[]
  readonly #times: Uint32Array[]

  constructor(
    private readonly labels: readonly string[],
    private readonly startMs: number,
  ) {
    this.#requests = labels.map(() => new Uint32Array(mostSeconds))
    this.#failures = labels.map(() => new Uint32Array(mostSeconds))
    this.#times = labels.map(() => new Uint32Array(mostMs))
  }

  /** A request of a label that started then; `elapsedMs` is rounded down for the percentiles. */
  add(label: number, atMs: number, elapsedMs: number, isFailed: boolean): void {
    const second = Math.floor((atMs - this.startMs) / 1000)
    this.requestCount++
    raise(this.#requests[label], second)
    if (isFailed) raise(this.#failures[label], second)
    raise(this.#times[label], Math.min(mostMs - 1, elapsedMs | 0))
  }

  /**
   * Throws where the requests or failures of a label in a second are not those that were written, or a percentile is
   * more than 0.8 % and `roundedMs` off. Returns the greatest error of a percentile.
   */
  check(found: Record<string, FoundLabel>, roundedMs: number): number {
    const names = Object.keys(found).sort().join(' | ')
    if (names !== [...this.labels].sort().join(' | ')) throw new Error(`found the labels ${names}`)
    return Math.max(...this.labels.map((name, label) => this.#checkLabel(label, found[name] as FoundLabel, roundedMs)))
  }

  #checkLabel(label: number, {seconds, percentiles}: FoundLabel, roundedMs: number): number {
    const name = this.labels[label]
    const requests = Uint32Array.from(this.#requests[label] as Uint32Array)
    const failures = Uint32Array.from(this.#failures[label] as Uint32Array)
    for (const [atS, requestCount, failedCount] of seconds) {
      const second = atS - this.startMs / 1000
      requests[second] = (requests[second] as number) - requestCount
      failures[second] = (failures[second] as number) - failedCount
    }
    const wrong = requests.findIndex((left, second) => left !== 0 || failures[second] !== 0)
    if (wrong >= 0) throw new Error(`${name}: the counts of second ${wrong} are not those that were written`)
    return Math.max(...ratios.map((ratio, i) => this.#errorOf(label, ratio, percentiles[i] as number, roundedMs)))
  }

  #errorOf(label: number, ratio: number, foundS: number, roundedMs: number): number {
    const times = this.#times[label] as Uint32Array
    const rank = Math.ceil(ratio * times.reduce((sum, count) => sum + count, 0))
    let seen = 0
    const exactMs = times.findIndex((count) => {
      seen += count
      return seen >= rank
    })
    const errorRatio = Math.max(0, Math.abs(foundS * 1000 - exactMs - roundedMs / 2) - roundedMs / 2) / exactMs
    if (errorRatio <= 0.008) return errorRatio
    throw new Error(`${this.labels[label]}: percentile ${ratio} is ${foundS * 1000} ms, written ${exactMs} ms`)
  }
}

function raise(counts: Uint32Array | undefined, at: number): void {
  if (counts !== undefined) counts[at] = (counts[at] as number) + 1
}
