import type {LoadTestFlag} from '../../documents/load-test.js'
import {ByteTable} from '../byte-table.js'
import {ClockJumps} from '../clock-jumps.js'
import type {Tally} from '../tally.js'

/** The metrics of k6 that are counted. */
export type K6Metric = 'http_req_duration' | 'vus' | 'dropped_iterations'

/** Points of k6 on their way into a tally. k6 stamps a request at its end. */
export class K6Counts {
  requestCount = 0
  droppedCount = 0
  readonly jumps = new ClockJumps()
  readonly labels: ByteTable
  readonly #tally: Tally
  readonly #generator: number

  constructor(tally: Tally, file: string, decode: (name: Buffer) => string) {
    this.#tally = tally
    this.#generator = tally.generatorId(file)
    this.labels = new ByteTable((name) => tally.labelId(decode(name)))
  }

  label(name: string): number {
    return this.#tally.labelId(name)
  }

  request(label: number, endMs: number, durationMs: number, isFailed: boolean): void {
    this.requestCount++
    this.jumps.take(endMs)
    this.#tally.add(label, endMs - durationMs, durationMs * 1000, isFailed)
  }

  other(metric: K6Metric, atMs: number, value: number): void {
    if (metric === 'vus') this.#tally.users(atMs, value, this.#generator)
    else if (metric === 'dropped_iterations') {
      this.droppedCount += value
      this.#tally.dropped(atMs, value)
    }
  }

  flags(): LoadTestFlag[] {
    return [...droppedFlags(this.droppedCount), ...this.jumps.flags()]
  }
}

/** k6 drops iterations where an arrival rate finds no free user: fewer requests were sent than the test was told to. */
export function droppedFlags(droppedCount: number): LoadTestFlag[] {
  if (!(droppedCount > 0)) return []
  const iterations = droppedCount === 1 ? 'iteration was' : 'iterations were'
  const text = `${droppedCount.toLocaleString('en')} ${iterations} dropped: k6 had no free user to send them, so the load was less than asked for`
  return [{code: 'dropped-requests', severity: 'warning', text}]
}

/**
 * Whether a request failed: k6's own verdict `expected_response`, or, where a script switched that off, a status of 0
 * (no answer) or 400 and above.
 */
export function isFailedResponse({expected, status}: {expected: string; status: string}): boolean {
  if (expected !== '') return expected.startsWith('f')
  return status !== '' && (Number(status) === 0 || Number(status) >= 400)
}
