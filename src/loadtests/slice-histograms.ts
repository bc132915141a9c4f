import {bucketOf, type ResponseTimeHistogram} from '../documents/response-time-histogram.js'

const pagesPerChunk = 1 << 12
const pageCount = 27

/** Answers of one series (a label, failed or not) in one slice of time. Buckets lie in pages of 64, an octave each. */
class Slice {
  readonly pages = new Int32Array(pageCount).fill(-1)
  sumUs = 0
  minUs = Number.POSITIVE_INFINITY
  maxUs = 0
  constructor(readonly number: number) {}
}

/**
 * Histograms of many series, slice of time by slice of time, in bounded memory: where they outgrow it the slices are
 * made twice as long, which loses no answer. A slice number is `floor(time / sliceMs)`, so a jump of the clock costs
 * nothing.
 */
export class SliceHistograms {
  sliceMs = 1000
  readonly #chunks: Uint32Array[] = []
  readonly #free: number[] = []
  #pageCount = 0
  #sliceCount = 0
  /** The slice that each series wrote last: rows come nearly in the order of time. */
  readonly #current: Slice[] = []
  readonly #series: Map<number, Slice>[] = []

  /** Pages take 256 bytes. Each series has room for two slices at least, however many series there are. */
  constructor(
    readonly maxPages = 100_000,
    readonly maxSlices = 16_000,
  ) {}

  /** Counts an answer of a series; `responseTimeUs` is whole, and within the range of the histogram. */
  add(series: number, atMs: number, responseTimeUs: number, weight: number): void {
    const number = Math.floor(atMs / this.sliceMs)
    let slice = this.#current[series]
    if (slice === undefined || slice.number !== number) slice = this.#turnTo(series, atMs)
    const bucket = bucketOf(responseTimeUs)
    let page = slice.pages[bucket >> 6] as number
    if (page < 0) page = this.#newPage(slice, bucket >> 6)
    const chunk = this.#chunks[page >> 12] as Uint32Array
    const at = ((page & (pagesPerChunk - 1)) << 6) | (bucket & 63)
    chunk[at] = (chunk[at] as number) + weight
    slice.sumUs += responseTimeUs * weight
    if (responseTimeUs < slice.minUs) slice.minUs = responseTimeUs
    if (responseTimeUs > slice.maxUs) slice.maxUs = responseTimeUs
  }

  /** Makes slices twice as long, by adding up pairs. */
  coarsen(): void {
    this.sliceMs *= 2
    this.#sliceCount = 0
    this.#series.forEach((slices, series) => {
      const merged = new Map<number, Slice>()
      for (const slice of slices.values()) this.#mergeInto(merged, slice)
      this.#series[series] = merged
      this.#sliceCount += merged.size
    })
    this.#current.length = 0
  }

  /** Adds to `sum` the answers of a series whose slice begins at or after `fromMs` and ends at or before `toMs`. */
  addBetween({
    series,
    fromMs,
    toMs,
    sum,
  }: {
    series: number
    fromMs: number
    toMs: number
    sum: ResponseTimeHistogram
  }): void {
    const slices = this.#series[series]
    if (slices === undefined) return
    const first = Math.ceil(fromMs / this.sliceMs)
    const end = Math.floor(toMs / this.sliceMs)
    if (end - first < slices.size) {
      for (let number = first; number < end; number++) this.#addSlice(slices.get(number), sum)
      return
    }
    for (const slice of slices.values()) if (slice.number >= first && slice.number < end) this.#addSlice(slice, sum)
  }

  #addSlice(slice: Slice | undefined, sum: ResponseTimeHistogram): void {
    if (slice === undefined) return
    for (let octave = 0; octave < pageCount; octave++) {
      const page = slice.pages[octave] as number
      if (page < 0) continue
      const counts = this.#read(page)
      for (let low = 0; low < 64; low++) {
        const count = counts[low] as number
        if (count > 0) sum.addBucket((octave << 6) | low, count)
      }
    }
    sum.addExact(slice)
  }

  #read(page: number): Uint32Array {
    const at = (page & (pagesPerChunk - 1)) << 6
    return (this.#chunks[page >> 12] as Uint32Array).subarray(at, at + 64)
  }

  #turnTo(series: number, atMs: number): Slice {
    for (let i = this.#series.length; i <= series; i++) this.#series.push(new Map())
    const number = Math.floor(atMs / this.sliceMs)
    let slice = this.#series[series]?.get(number)
    if (slice === undefined) {
      if (this.#isFull()) {
        this.coarsen()
        return this.#turnTo(series, atMs)
      }
      slice = new Slice(number)
      this.#series[series]?.set(number, slice)
      this.#sliceCount++
    }
    this.#current[series] = slice
    return slice
  }

  #isFull(): boolean {
    const leastCount = 2 * this.#series.length
    const isCrowded = this.#sliceCount >= this.maxSlices || this.#pageCount - this.#free.length >= this.maxPages
    return isCrowded && this.#sliceCount >= leastCount
  }

  #newPage(slice: Slice, octave: number): number {
    const page = this.#free.pop() ?? this.#pageCount++
    if (page >> 12 >= this.#chunks.length) this.#chunks.push(new Uint32Array(pagesPerChunk << 6))
    slice.pages[octave] = page
    return page
  }

  #mergeInto(merged: Map<number, Slice>, slice: Slice): void {
    const number = Math.floor(slice.number / 2)
    let into = merged.get(number)
    if (into === undefined) {
      into = new Slice(number)
      merged.set(number, into)
    }
    for (let octave = 0; octave < pageCount; octave++) this.#mergePage(into, octave, slice.pages[octave] as number)
    into.sumUs += slice.sumUs
    into.minUs = Math.min(into.minUs, slice.minUs)
    into.maxUs = Math.max(into.maxUs, slice.maxUs)
  }

  #mergePage(into: Slice, octave: number, page: number): void {
    if (page < 0) return
    const target = into.pages[octave] as number
    if (target < 0) {
      into.pages[octave] = page
      return
    }
    const from = this.#read(page)
    const to = this.#read(target)
    for (let i = 0; i < 64; i++) to[i] = (to[i] as number) + (from[i] as number)
    from.fill(0)
    this.#free.push(page)
  }
}
