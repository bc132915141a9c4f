/** One window of one label, or of all. */
type WindowCount = {window: number; requestCount: number; failedCount: number; sumUs: number}

const windowsPerBlock = 64
const blocksPerChunk = 1 << 10

/** Requests of one label in 64 windows of time, at a place in the chunks. */
type Block = {number: number; at: number}

/** The windows of 1024 blocks. */
class Chunk {
  readonly requests = new Uint32Array(blocksPerChunk * windowsPerBlock)
  readonly failed = new Uint32Array(blocksPerChunk * windowsPerBlock)
  readonly sumsUs = new Float64Array(blocksPerChunk * windowsPerBlock)
}

/**
 * Requests, failures and the sum of response times per label and window of time: exact, a second long as long as
 * memory allows (2 h of 350 labels in 40 MB), then twice as long, and so on.
 */
export class WindowCounts {
  windowMs = 1000
  #blockCount = 0
  readonly #current: Block[] = []
  #labels: Map<number, Block>[] = []
  #chunks: Chunk[] = []

  /** Each label has room for two blocks at least, however many labels there are. */
  constructor(readonly maxBlocks = 40_000) {}

  /** Times are 0 to 2106 (2³² s): a window number must fit 32 bits. */
  add(label: number, atMs: number, responseTimeUs: number, isFailed: boolean, weight: number): void {
    const window = Math.floor(atMs / this.windowMs)
    let block = this.#current[label]
    if (block === undefined || block.number !== window >>> 6) block = this.#turnTo(label, window >>> 6)
    const chunk = this.#chunks[block.at >> 10] as Chunk
    const at = ((block.at & (blocksPerChunk - 1)) << 6) | (window & 63)
    chunk.requests[at] = (chunk.requests[at] as number) + weight
    chunk.sumsUs[at] = (chunk.sumsUs[at] as number) + responseTimeUs * weight
    if (isFailed) chunk.failed[at] = (chunk.failed[at] as number) + weight
  }

  get isOverfull(): boolean {
    return this.#blockCount > this.maxBlocks && this.#blockCount > 2 * this.#labels.length
  }

  /** Makes windows twice as long, by adding up pairs. */
  coarsen(): void {
    const [labels, chunks] = [this.#labels, this.#chunks]
    this.#labels = []
    this.#chunks = []
    this.#blockCount = 0
    this.#current.length = 0
    this.windowMs *= 2
    for (const [label, blocks] of labels.entries()) {
      for (const count of windowsIn(blocks, chunks)) this.#put(label, count)
    }
  }

  #put(label: number, {window, requestCount, failedCount, sumUs}: WindowCount): void {
    const half = Math.floor(window / 2)
    let block = this.#current[label]
    if (block === undefined || block.number !== half >>> 6) block = this.#turnTo(label, half >>> 6)
    const chunk = this.#chunks[block.at >> 10] as Chunk
    const at = ((block.at & (blocksPerChunk - 1)) << 6) | (half & 63)
    chunk.requests[at] = (chunk.requests[at] as number) + requestCount
    chunk.failed[at] = (chunk.failed[at] as number) + failedCount
    chunk.sumsUs[at] = (chunk.sumsUs[at] as number) + sumUs
  }

  /** The windows of a label that saw a request, in no order. */
  ofLabel(label: number): Iterable<WindowCount> {
    return windowsIn(this.#labels[label] ?? new Map(), this.#chunks)
  }

  /** Requests of a label in all. */
  countOf(label: number): number {
    let sum = 0
    for (const {requestCount} of this.ofLabel(label)) sum += requestCount
    return sum
  }

  /** Failed requests of a label in the whole windows between two instants. */
  failedBetween(label: number, fromMs: number, toMs: number): number {
    const blocks = this.#labels[label]
    if (blocks === undefined) return 0
    const [from, to] = [Math.ceil(fromMs / this.windowMs), Math.floor(toMs / this.windowMs)]
    const [first, last] = [Math.floor(from / windowsPerBlock), Math.floor(to / windowsPerBlock)]
    let sum = 0
    for (const block of last - first < blocks.size ? blocksFrom(blocks, first, last) : blocks.values()) {
      const {failed} = this.#chunks[block.at >> 10] as Chunk
      const start = (block.at & (blocksPerChunk - 1)) << 6
      for (let i = 0; i < windowsPerBlock; i++) {
        const window = block.number * windowsPerBlock + i
        if (window >= from && window < to) sum += failed[start + i] as number
      }
    }
    return sum
  }

  /** All labels together, by time. */
  total(): WindowCount[] {
    const sums = new Map<number, WindowCount>()
    for (let label = 0; label < this.#labels.length; label++) {
      for (const count of this.ofLabel(label)) {
        const sum = sums.get(count.window)
        if (sum === undefined) sums.set(count.window, count)
        else {
          sum.requestCount += count.requestCount
          sum.failedCount += count.failedCount
          sum.sumUs += count.sumUs
        }
      }
    }
    return [...sums.values()].sort((a, b) => a.window - b.window)
  }

  #turnTo(label: number, number: number): Block {
    for (let i = this.#labels.length; i <= label; i++) this.#labels.push(new Map())
    const blocks = this.#labels[label] as Map<number, Block>
    let block = blocks.get(number)
    if (block === undefined) {
      block = {number, at: this.#blockCount++}
      blocks.set(number, block)
      if (block.at >> 10 >= this.#chunks.length) this.#chunks.push(new Chunk())
    }
    this.#current[label] = block
    return block
  }
}

function* windowsIn(blocks: ReadonlyMap<number, Block>, chunks: readonly Chunk[]): Generator<WindowCount> {
  for (const {number, at: place} of blocks.values()) {
    const chunk = chunks[place >> 10] as Chunk
    const first = (place & (blocksPerChunk - 1)) << 6
    for (let i = 0; i < windowsPerBlock; i++) {
      const requestCount = chunk.requests[first + i] as number
      if (requestCount === 0) continue
      const [failedCount, sumUs] = [chunk.failed[first + i] as number, chunk.sumsUs[first + i] as number]
      yield {window: number * windowsPerBlock + i, requestCount, failedCount, sumUs}
    }
  }
}

function* blocksFrom(blocks: ReadonlyMap<number, Block>, first: number, last: number): Generator<Block> {
  for (let number = first; number <= last; number++) {
    const block = blocks.get(number)
    if (block !== undefined) yield block
  }
}
