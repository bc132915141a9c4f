import {expect, test} from 'vitest'
import {compactArchive} from '../../src/archive/compact.ts'
import {readArchive} from '../../src/archive/read-archive.ts'
import {readCoverage} from '../../src/archive/read-coverage.ts'
import {verifyArchive} from '../../src/archive/verify.ts'
import {writePart} from '../../src/archive/write-part.ts'
import type {MetricSeries} from '../../src/documents/series.ts'
import {Cut, memoryStore} from './memory-store.ts'
import {coverageOf, pointsOf, requests, seriesOf, shop} from './sample-series.ts'

/** The hours of a day around the turn of the month, one of them a gap; each day's pull has other values. */
function pullOf(day: number): {pulledAt: string; series: MetricSeries[]} {
  const startAt = new Date(Date.UTC(2026, 9, 31, 12 + day * 6)).toISOString()
  const values = Array.from({length: 24}, (_, hour) => (hour === 3 ? null : day * 100 + hour))
  const cpu = {...requests, namespace: 'AWS/ECS', metricName: 'CPUUtilization', stat: 'Average'}
  return {
    pulledAt: new Date(Date.UTC(2026, 10, 3 + day)).toISOString(),
    series: [seriesOf(requests, startAt, values), seriesOf(cpu, startAt, values.slice(0, 10), 300)],
  }
}

const write = (store: ReturnType<typeof memoryStore>, day: number) => {
  const {pulledAt, series} = pullOf(day)
  return writePart({store, ...shop, pulledAt, series, coverage: coverageOf(series)})
}

/** Blobs of an archive of `count` pulls that overlap by 18 hours. */
async function pulled(count: number): Promise<Map<string, Uint8Array>> {
  const store = memoryStore()
  for (let day = 0; day < count; day++) await write(store, day)
  return store.blobs
}

test('a pull cut after any operation: what is marked as asked is there, nothing is a zero, and the next pull completes it', async () => {
  const whole = memoryStore()
  await write(whole, 0)
  await write(whole, 1)
  const expected = pointsOf(await readArchive({store: whole}))
  const before = await pulled(1)
  const measured = pointsOf(pullOf(1).series)
  const first = pointsOf(pullOf(0).series)
  for (let cutAfter = 0; ; cutAfter++) {
    const blobs = new Map(before)
    const store = memoryStore({blobs, cutAfter})
    const isDone = await write(store, 1).then(() => true, isCut)
    const found = pointsOf(await readArchive({store: memoryStore({blobs})}))
    for (const [key, value] of found) expect([measured.get(key), first.get(key)]).toContain(value)
    // Every instant that the archive says it asked for, and at which the pull had a value, has one.
    const {coverage} = await readCoverage({store: memoryStore({blobs})})
    const asked = [...expected.keys()].filter((key) => coverage.some((entry) => covers(entry, key)))
    for (const key of asked) expect(found.has(key), `${key} after ${cutAfter} operations`).toBe(true)
    expect(
      (await verifyArchive({store: memoryStore({blobs})})).findings.filter(({severity}) => severity === 'bad'),
    ).toEqual([])
    const again = memoryStore({blobs})
    await write(again, 1)
    expect(pointsOf(await readArchive({store: again}))).toEqual(expected)
    if (isDone) {
      // The marker, and a file and a manifest for each of three partitions.
      expect(cutAfter).toBe(8)
      return
    }
  }
})

test('a compaction cut after any operation: the archive reads the same, and the next one finishes it', async () => {
  const before = await pulled(10)
  const expected = await readArchive({store: memoryStore({blobs: new Map(before)})})
  const coverage = (await readCoverage({store: memoryStore({blobs: new Map(before)})})).coverage
  for (let cutAfter = 0; ; cutAfter++) {
    const blobs = new Map(before)
    const isDone = await compactArchive({store: memoryStore({blobs, cutAfter})}).then(() => true, isCut)
    expect(await readArchive({store: memoryStore({blobs})}), `after ${cutAfter} operations`).toEqual(expected)
    expect((await readCoverage({store: memoryStore({blobs})})).coverage).toEqual(coverage)
    await compactArchive({store: memoryStore({blobs})})
    expect(await readArchive({store: memoryStore({blobs})})).toEqual(expected)
    const {findings, partCount} = await verifyArchive({store: memoryStore({blobs})})
    expect(findings).toEqual([])
    if (isDone) {
      expect(cutAfter).toBeGreaterThan(40)
      // Ten files of one metric and month became one.
      expect(partCount).toBe([...before.keys()].filter((name) => name.startsWith('parts/')).length - 9)
      return
    }
  }
})

test('a compaction between any two operations of a reading: the reading is right', async () => {
  const before = await pulled(10)
  const expected = await readArchive({store: memoryStore({blobs: new Map(before)})})
  const quiet = memoryStore({blobs: new Map(before)})
  await readArchive({store: quiet})
  for (let at = 1; at <= quiet.operations.length; at++) {
    const blobs = new Map(before)
    let count = 0
    const store = memoryStore({
      blobs,
      before: async () => {
        count += 1
        if (count === at) await compactArchive({store: memoryStore({blobs})})
      },
    })
    expect(await readArchive({store}), `at operation ${at}`).toEqual(expected)
  }
})

test('a pull between any two operations of a compaction: nothing of either is lost', async () => {
  const before = await pulled(10)
  const with11 = memoryStore({blobs: new Map(before)})
  await write(with11, 10)
  const expected = await readArchive({store: with11})
  const quiet = memoryStore({blobs: new Map(before)})
  await compactArchive({store: quiet})
  for (let at = 1; at <= quiet.operations.length; at++) {
    const blobs = new Map(before)
    let count = 0
    const store = memoryStore({
      blobs,
      before: async () => {
        count += 1
        if (count === at) await write(memoryStore({blobs}), 10)
      },
    })
    await compactArchive({store})
    expect(await readArchive({store: memoryStore({blobs})}), `at operation ${at}`).toEqual(expected)
  }
})

test('two compactions at once, a pull between them: every instant once', async () => {
  const before = await pulled(10)
  const with11 = memoryStore({blobs: new Map(before)})
  await write(with11, 10)
  const expected = await readArchive({store: with11})
  const quiet = memoryStore({blobs: new Map(before)})
  await compactArchive({store: quiet})
  for (let at = 1; at <= quiet.operations.length; at++) {
    const blobs = new Map(before)
    let count = 0
    const store = memoryStore({
      blobs,
      before: async () => {
        count += 1
        if (count !== at) return
        await write(memoryStore({blobs}), 10)
        await compactArchive({store: memoryStore({blobs})})
      },
    })
    await compactArchive({store})
    expect(await readArchive({store: memoryStore({blobs})}), `at operation ${at}`).toEqual(expected)
  }
})

test('few files are left alone', async () => {
  const blobs = await pulled(8)
  const store = memoryStore({blobs})
  expect(await compactArchive({store})).toEqual({mergedCount: 0, writtenCount: 0})
  expect(store.operations.filter((operation) => /^(put|remove)/.test(operation))).toEqual([])
})

test('a damaged file is not merged away', async () => {
  const blobs = await pulled(10)
  const [name = '', bytes = new Uint8Array()] =
    [...blobs].find(([file]) => file.includes('RequestCount/month=2026-11')) ?? []
  const damaged = bytes.slice()
  damaged[40] = (damaged[40] ?? 0) ^ 1
  blobs.set(name, damaged)
  await expect(compactArchive({store: memoryStore({blobs})})).rejects.toMatchObject({code: 'ARCHIVE_DAMAGED'})
  expect(blobs.has(name)).toBe(true)
})

function isCut(error: unknown): false {
  if (error instanceof Cut) return false
  throw error
}

function covers(
  {metricName, periodS, fromAt, toAt}: {metricName: string; periodS: number; fromAt: string; toAt: string},
  key: string,
): boolean {
  const [period = '', at = ''] = key.split(' ').slice(-2)
  return key.includes(`"${metricName}"`) && Number(period) === periodS && at >= fromAt && at < toAt
}
