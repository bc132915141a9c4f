/** How many users each generator said it had, window of time by window: the most in each. */
export class UserGauge {
  windowMs = 1000
  #entryCount = 0
  #last = -1
  #lastWindow = -1
  #lastMost = -1
  readonly #generators: Map<number, number>[] = []

  constructor(readonly maxEntries = 300_000) {}

  /** Rows of one second repeat the number, so the common call ends at the first comparison. */
  set(generator: number, atMs: number, count: number): void {
    const window = Math.floor(atMs / this.windowMs)
    if (window === this.#lastWindow && generator === this.#last && count <= this.#lastMost) return
    for (let i = this.#generators.length; i <= generator; i++) this.#generators.push(new Map())
    const most = this.#generators[generator] as Map<number, number>
    const before = most.get(window)
    if (before === undefined) this.#entryCount++
    this.#last = generator
    this.#lastWindow = window
    this.#lastMost = Math.max(before ?? 0, count)
    most.set(window, this.#lastMost)
  }

  get isOverfull(): boolean {
    return this.#entryCount > this.maxEntries
  }

  coarsen(): void {
    this.windowMs *= 2
    this.#entryCount = 0
    this.#lastWindow = -1
    this.#generators.forEach((most, generator) => {
      const merged = new Map<number, number>()
      for (const [window, count] of most) {
        const half = Math.floor(window / 2)
        merged.set(half, Math.max(merged.get(half) ?? 0, count))
      }
      this.#generators[generator] = merged
      this.#entryCount += merged.size
    })
  }

  /** Users of all generators by window. A generator that is silent in a window keeps its last number until its end. */
  total(): Map<number, number> {
    const windows = [...new Set(this.#generators.flatMap((most) => [...most.keys()]))].sort((a, b) => a - b)
    const sums = new Map(windows.map((window) => [window, 0]))
    for (const most of this.#generators) {
      const end = [...most.keys()].reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
      let held = 0
      for (const window of windows) {
        held = window > end ? 0 : (most.get(window) ?? held)
        sums.set(window, (sums.get(window) as number) + held)
      }
    }
    return sums
  }
}
