import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {cpuCreditS} from '../../../src/core/laws/cpu-credits.js'
import {erlangC} from '../../../src/core/laws/erlang-c.js'
import {fluidBacklog} from '../../../src/core/laws/fluid-backlog.js'
import {gp2BurstS, gp2RefillS} from '../../../src/core/laws/gp2-burst.js'
import {responseTimeQuantileS} from '../../../src/core/laws/response-time.js'
import {fillUniform, seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import {tokenBucket} from '../../../src/core/laws/token-bucket.js'
import {advanceBacklog, backlog, resetBacklog} from '../../../src/core/simulate/backlog.js'
import {burstBucket, spend} from '../../../src/core/simulate/burst-bucket.js'
import {delayTable, drawFrom} from '../../../src/core/simulate/quantile-table.js'
import {p95Of, waitShare, waitTable} from '../../../src/core/simulate/queue-tables.js'
import {evenUniform} from '../../../src/core/simulate/run-draw.js'

describe('burst credits', () => {
  /** AWS's table of gp2: size, and seconds of burst and of refill. */
  test.each([
    [100 / 3, 1862, 54_000],
    [100, 2000, 18_000],
    [334, 2703, 5389],
    [750, 7200, 2400],
  ])('a gp2 volume of %d GiB bursts for %i s and fills in %i s', (sizeGib, burstS, refillS) => {
    const baselineIops = Math.max(100, 3 * sizeGib)
    const bucket = burstBucket({count: 5.4e6, mostCount: 5.4e6, fillPerS: baselineIops, burstPerS: 3000})
    bucket.askedPerS = 3000
    for (let nowS = 0; nowS < 10_000; nowS += 10) spend(bucket, {nowS, lengthS: 10})
    expect(Math.round(bucket.emptiedAtS)).toBe(burstS)
    expect(bucket.emptiedAtS).toBeCloseTo(gp2BurstS({creditCount: 5.4e6, demandIops: 3000, baselineIops}) ?? 0, 6)
    expect(bucket.carriedPerS).toBeCloseTo(baselineIops, 9)
    bucket.askedPerS = 0
    let filledS = 0
    while (bucket.count < 5.4e6) {
      spend(bucket, {nowS: 0, lengthS: 1})
      filledS++
    }
    expect(Math.abs(filledS - refillS)).toBeLessThanOrEqual(1)
    expect(gp2RefillS({creditCount: 5.4e6, baselineIops})).toBeCloseTo(refillS, -1)
  })

  test('a full t3.large at full load lasts as the law of CPU credits has it, then has its baseline', () => {
    const bucket = burstBucket({count: 864, mostCount: 864, fillPerS: 0.6 / 60, burstPerS: 2 / 60})
    bucket.askedPerS = 2 / 60
    for (let nowS = 0; nowS < 40_000; nowS += 10) spend(bucket, {nowS, lengthS: 10})
    const lawS = cpuCreditS({vcpuCount: 2, baselineCpuRatio: 0.3, utilizationRatio: 1, creditCount: 864})
    expect(bucket.emptiedAtS).toBeCloseTo(lawS ?? 0, 6)
    expect(bucket.carriedPerS * 60).toBeCloseTo(0.6, 9)
  })

  test('any demand: as tokenBucket', () => {
    fc.assert(
      fc.property(
        fc.record({
          fill: fc.double({min: 0, max: 100, noNaN: true}),
          more: fc.double({min: 0, max: 100, noNaN: true}),
          size: fc.double({min: 1, max: 5000, noNaN: true}),
          full: fc.double({min: 0, max: 1, noNaN: true}),
          demandPerS: fc.array(fc.double({min: 0, max: 250, noNaN: true}), {minLength: 1, maxLength: 30}),
        }),
        ({fill, more, size, full, demandPerS}) => {
          const bucket = burstBucket({count: size * full, mostCount: size, fillPerS: fill, burstPerS: fill + more})
          const served = demandPerS.map((asked, i) => {
            bucket.askedPerS = asked
            spend(bucket, {nowS: i * 10, lengthS: 10})
            return bucket.carriedPerS
          })
          const law = tokenBucket({
            sizeCount: size,
            startCount: size * full,
            fillPerS: fill,
            burstPerS: fill + more,
            demandPerS,
            stepS: 10,
          })
          for (const [i, value] of served.entries()) expect(value).toBeCloseTo(law.servedPerS[i] ?? Number.NaN, 6)
          expect(bucket.count).toBeCloseTo(law.endCount, 6)
        },
      ),
    )
  })
})

describe('a line', () => {
  const steps = fc.array(
    fc.record({
      arrivalRps: fc.double({min: 0, max: 300, noNaN: true}),
      capacityRps: fc.double({min: 0, max: 300, noNaN: true}),
    }),
    {minLength: 1, maxLength: 40},
  )
  const patience = fc.option(fc.double({min: 1, max: 100, noNaN: true}), {nil: null})

  test('without a longest wait: as fluidBacklog', () => {
    fc.assert(
      fc.property(steps, patience, (all, patienceS) => {
        const line = backlog({timeoutS: Number.POSITIVE_INFINITY, patienceS})
        resetBacklog(line)
        const law = fluidBacklog({
          arrivalRps: all.map(({arrivalRps}) => arrivalRps),
          capacityRps: all.map(({capacityRps}) => capacityRps),
          stepS: 10,
          patienceS,
        })
        let served = 0
        all.forEach((step, i) => {
          Object.assign(line, step)
          advanceBacklog(line, {lengthS: 10})
          served += line.servedCount
          expect(line.count).toBeCloseTo(law.backlogCounts[i] ?? Number.NaN, 5)
        })
        expect(served).toBeCloseTo(law.servedCount, 3)
      }),
    )
  })

  test('no request is lost or made, and none waits longer than its timeout', () => {
    fc.assert(
      fc.property(steps, patience, fc.double({min: 0, max: 60, noNaN: true}), (all, patienceS, timeoutS) => {
        const line = backlog({timeoutS, patienceS})
        resetBacklog(line)
        for (const step of all) {
          Object.assign(line, step)
          const before = line.count
          advanceBacklog(line, {lengthS: 10})
          const came = before + step.arrivalRps * 10
          expect(line.servedCount + line.droppedCount + line.count).toBeCloseTo(came, 6)
          expect(Math.min(line.servedCount, line.droppedCount, line.count)).toBeGreaterThanOrEqual(0)
          expect(line.servedCount).toBeLessThanOrEqual(step.capacityRps * 10 + 1e-6)
          if (step.capacityRps > 0) expect(line.count / step.capacityRps).toBeLessThanOrEqual(timeoutS + 1e-9)
        }
      }),
    )
  })
})

describe('tables', () => {
  test.each([1, 2, 4, 8, 16, 64])('the share who wait before %i servers is Erlang’s', (serverCount) => {
    const table = waitTable(serverCount)
    for (let busy = 0.013; busy < 0.99; busy += 0.037) {
      const law = erlangC({offeredLoadErlangs: busy * serverCount, serverCount})
      expect(Math.abs(waitShare(table, busy) - law)).toBeLessThan(2e-5)
    }
  })

  test.each([
    [1, 0.8],
    [2, 0.5],
    [4, 0.8],
    [4, 0.95],
    [16, 0.9],
    [64, 0.7],
  ])('the 95th percentile by mean and variance is within 2 %% of M/M/m’s: %i servers at %d', (serverCount, busy) => {
    const waits = erlangC({offeredLoadErlangs: busy * serverCount, serverCount})
    const waitS = 1 / (serverCount * (1 - busy))
    const p95S = p95Of(1 + waits * waitS, 1 + waits * (2 - waits) * waitS ** 2)
    const law = responseTimeQuantileS({
      offeredLoadErlangs: busy * serverCount,
      serverCount,
      serviceTimeS: 1,
      probability: 0.95,
    })
    expect(p95S / law).toBeGreaterThan(0.98)
    expect(p95S / law).toBeLessThan(1.02)
  })

  test('a log-normal delay has the median and the 95th percentile that it was given', () => {
    const table = delayTable({kind: 'lognormal', medianS: 110, p95S: 200})
    expect(drawFrom(table, 0.5)).toBeCloseTo(110, 3)
    expect(drawFrom(table, 0.95)).toBeCloseTo(200, 1)
    expect(drawFrom(table, 0.999_999_9)).toBeLessThan(600)
    const seen = delayTable({kind: 'seen', quantilesS: [20, 30, 80]})
    expect([0, 0.25, 0.5, 0.999_999_9].map((share) => Math.round(drawFrom(seen, share)))).toEqual([20, 25, 30, 80])
  })

  test('a list of uniform numbers is the stream of its seed', () => {
    const list = new Float64Array(50)
    fillUniform(11, list)
    const next = seededUniform(11)
    expect([...list]).toEqual(Array.from({length: 50}, next))
  })

  test('the levels of any hundred runs are spread evenly', () => {
    for (const from of [0, 37, 1000]) {
      const tenths = new Array<number>(10).fill(0)
      for (let run = from; run < from + 100; run++) {
        const tenth = Math.floor(evenUniform(7, run, 'level') * 10)
        tenths[tenth] = (tenths[tenth] ?? 0) + 1
      }
      expect(Math.max(...tenths)).toBeLessThanOrEqual(13)
      expect(Math.min(...tenths)).toBeGreaterThanOrEqual(7)
    }
  })
})
