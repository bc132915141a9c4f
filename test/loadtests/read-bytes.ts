import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'
import {expect} from 'vitest'
import {ResponseTimeHistogram} from '../../src/documents/response-time-histogram.js'
import type {RowReader, SummaryReader} from '../../src/loadtests/reading.js'
import {Tally} from '../../src/loadtests/tally.js'

const fixtures = new URL('../../fixtures/loadtests/', import.meta.url)

/** A fixture's bytes, unpacked. */
export function fixtureBytes(name: string): Buffer {
  const bytes = readFileSync(new URL(name, fixtures))
  return name.endsWith('.gz') ? gunzipSync(bytes) : bytes
}

export const fixtureText = (name: string): string => fixtureBytes(name).toString('utf8')

export const readText = (reader: SummaryReader, text: string) => reader({text, file: 'results/step.txt'})

/** A tally that also keeps a histogram of each label, to look at. */
class SeenTally extends Tally {
  readonly seen: {label: string; all: ResponseTimeHistogram; failedCount: number}[] = []

  readonly seenUsers: [atMs: number, count: number][] = []

  override users(atMs: number, count: number, generator = 0): void {
    super.users(atMs, count, generator)
    this.seenUsers.push([atMs, count])
  }

  override labelId(name: string): number {
    const id = super.labelId(name)
    this.seen[id] ??= {label: name, all: new ResponseTimeHistogram(), failedCount: 0}
    return id
  }

  override add(label: number, startMs: number, responseTimeUs: number, isFailed: boolean, weight = 1): void {
    super.add(label, startMs, responseTimeUs, isFailed, weight)
    this.seen[label]?.all.record(responseTimeUs, weight)
    if (isFailed && this.seen[label] !== undefined) this.seen[label].failedCount += weight
  }
}

/** Reads bytes in chunks of a size that cuts records anywhere; each chunk is overwritten when the next is asked for. */
export async function readRows({
  reader,
  bytes,
  chunkBytes = 977,
}: {
  reader: RowReader
  bytes: Buffer
  chunkBytes?: number
}) {
  const tally = new SeenTally()
  const reading = await reader({chunks: chunksOf(bytes, chunkBytes), file: 'results/run.bin', tally})
  const answers = tally.seen.map(({label, all, failedCount}) => {
    return {label, count: all.count, failedCount, meanS: all.meanS(), minUs: all.minUs, maxUs: all.maxUs, all}
  })
  const total = (key: 'count' | 'failedCount') => answers.reduce((sum, answer) => sum + answer[key], 0)
  expect(tally.rowCount + tally.misdatedCount).toBe(total('count'))
  return {tally, reading, answers, count: total('count'), failedCount: total('failedCount')}
}

async function* chunksOf(bytes: Buffer, chunkBytes: number): AsyncGenerator<Buffer> {
  const scratch = Buffer.alloc(chunkBytes)
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const length = bytes.copy(scratch, 0, at, Math.min(bytes.length, at + chunkBytes))
    yield scratch.subarray(0, length)
    scratch.fill(0xff)
  }
}

type TruthRow = Record<
  'connections' | 'offeredRps' | 'requests' | 'errors' | 'rps' | 'meanMs' | 'p50Ms' | 'p90Ms' | 'p95Ms' | 'p99Ms',
  number
> & {
  endpoint: string
}

/** What the server under test counted itself in the runs of a tool. */
export function serverTruth(tool: string): TruthRow[] {
  const truth = JSON.parse(fixtureText('server-truth.json')) as Record<string, TruthRow[]>
  return truth[tool] ?? []
}
