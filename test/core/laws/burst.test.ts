import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {ec2Instances} from '../../../src/catalog/ec2-instances.js'
import {cpuCreditS, earnedCpuCredits} from '../../../src/core/laws/cpu-credits.js'
import {ebsBurstS} from '../../../src/core/laws/ebs-burst.js'
import {tokenBucket} from '../../../src/core/laws/token-bucket.js'
import {truth} from '../../truth.js'

describe('CPU credits', () => {
  const burstable = ec2Instances().filter(({cpuCredits}) => cpuCredits !== null)

  test.each(burstable.map((type) => [type.name, type] as const))(
    '%s earns and keeps what AWS prints',
    (_name, type) => {
      const {baselineCpuRatio = 0, creditsPerHourCount, maxCreditCount} = type.cpuCredits ?? {}
      const earned = earnedCpuCredits({vcpuCount: type.vcpuCount, baselineCpuRatio})
      expect(earned.perHourCount).toBeCloseTo(creditsPerHourCount ?? Number.NaN, 9)
      expect(earned.mostCount).toBeCloseTo(maxCreditCount ?? Number.NaN, 9)
    },
  )

  test('there are burstable types', () => expect(burstable.length).toBeGreaterThan(15))

  test('EC2 guide: a t3.nano at 2 % keeps 3.6 of the 6 credits that an hour earns', () => {
    const nano = {vcpuCount: 2, baselineCpuRatio: 0.05}
    const spentCount = nano.vcpuCount * 0.02 * 60
    const {perHourCount, mostCount} = earnedCpuCredits(nano)
    expect(perHourCount - spentCount).toBeCloseTo(3.6, 9)
    const hour = {sizeCount: mostCount, startCount: 0, fillPerS: perHourCount / 3600, burstPerS: 2 / 60, stepS: 3600}
    expect(tokenBucket({...hour, demandPerS: [spentCount / 3600]}).endCount).toBeCloseTo(3.6, 9)
    expect(cpuCreditS({...nano, utilizationRatio: 0.02, creditCount: 0})).toBeNull()
  })

  test('full credits of a t3.large at full load last 10 h 17 min', () => {
    const large = {vcpuCount: 2, baselineCpuRatio: 0.3}
    expect(cpuCreditS({...large, utilizationRatio: 1, creditCount: 864})).toBeCloseTo((864 * 60) / 1.4, 6)
    expect(cpuCreditS({...large, utilizationRatio: 0.3, creditCount: 864})).toBeNull()
    expect(cpuCreditS({...large, utilizationRatio: 1, creditCount: 0})).toBe(0)
    expect(() => cpuCreditS({...large, utilizationRatio: 1.2, creditCount: 1})).toThrow(RangeError)
    expect(() => cpuCreditS({...large, utilizationRatio: 1, creditCount: -1})).toThrow(RangeError)
  })
})

describe('the half hour of an EBS-optimized instance', () => {
  // Baseline and maximum IOPS as AWS prints them for m5.large, m5.xlarge, m6g.large.
  test.each([
    [3600, 18_750],
    [6000, 18_750],
    [3600, 20_000],
  ])('%d to %d IOPS', (baselinePerS, maximumPerS) => {
    const full = {baselinePerS, maximumPerS, balanceRatio: 1}
    expect(ebsBurstS({...full, demandPerS: maximumPerS})).toBe(1800)
    expect(ebsBurstS({...full, demandPerS: 2 * maximumPerS})).toBe(1800)
    expect(ebsBurstS({...full, demandPerS: baselinePerS})).toBeNull()
    expect(ebsBurstS({...full, demandPerS: (baselinePerS + maximumPerS) / 2})).toBeCloseTo(3600, 6)
    expect(ebsBurstS({...full, demandPerS: maximumPerS, balanceRatio: 0.1})).toBeCloseTo(180, 6)
  })

  test('a class that does not burst has nothing to spend', () => {
    expect(ebsBurstS({demandPerS: 200, baselinePerS: 100, maximumPerS: 100, balanceRatio: 1})).toBe(0)
  })

  test('numbers without a meaning are refused', () => {
    const shape = {demandPerS: 200, baselinePerS: 100, maximumPerS: 300, balanceRatio: 1}
    for (const wrong of [{maximumPerS: 50}, {balanceRatio: 1.1}, {demandPerS: Number.NaN}]) {
      expect(() => ebsBurstS({...shape, ...wrong})).toThrow(RangeError)
    }
  })
})

describe('a bucket over a series', () => {
  const size = catalog.rdsStorage.gp2VolumeCreditCount.value
  const burstPerS = catalog.rdsStorage.gp2VolumeBurstIops.value

  test.each(truth.gp2_burst.rows)(
    'gp2 of %d GiB by minutes: %d IOPS, %d s of burst, %d s to fill',
    (_gib, base, burstS, fillS) => {
      const bucket = {sizeCount: size, fillPerS: base, burstPerS, stepS: 60}
      const spent = tokenBucket({...bucket, startCount: size, demandPerS: Array(300).fill(burstPerS)})
      expect(Math.round(spent.emptyAfterS ?? Number.NaN)).toBe(burstS)
      expect(spent.servedPerS.at(-1)).toBe(base)
      const idle = Math.ceil(fillS / 60)
      expect(tokenBucket({...bucket, startCount: 0, demandPerS: Array(idle).fill(0)}).endCount).toBe(size)
      expect(tokenBucket({...bucket, startCount: 0, demandPerS: Array(idle - 1).fill(0)}).endCount).toBeLessThan(size)
    },
  )

  test('property: nothing is made or lost: what was carried is what was there, came in and did not overflow', () => {
    const rate = fc.double({min: 0, max: 5000, noNaN: true})
    const series = fc.array(rate, {minLength: 1, maxLength: 40})
    fc.assert(
      fc.property(series, rate, rate, fc.double({min: 0, max: 1, noNaN: true}), (demandPerS, fillPerS, extra, full) => {
        const bucket = {sizeCount: 1e6, startCount: full * 1e6, fillPerS, burstPerS: fillPerS + extra, stepS: 60}
        const {servedPerS, endCount, leastCount, emptyAfterS} = tokenBucket({...bucket, demandPerS})
        const servedCount = servedPerS.reduce((sum, served) => sum + served * 60, 0)
        const available = bucket.startCount + fillPerS * 60 * demandPerS.length
        expect(servedCount + endCount).toBeLessThanOrEqual(available + 1e-3)
        for (const [i, served] of servedPerS.entries()) {
          expect(served).toBeLessThanOrEqual((demandPerS[i] ?? 0) + 1e-9)
        }
        expect(leastCount).toBeGreaterThanOrEqual(0)
        if (emptyAfterS !== null) expect(leastCount).toBe(0)
        if (emptyAfterS === null)
          expect(servedPerS).toEqual(demandPerS.map((asked) => Math.min(asked, bucket.burstPerS)))
      }),
    )
  })

  test('numbers without a meaning are refused', () => {
    const bucket = {sizeCount: 10, startCount: 5, fillPerS: 1, burstPerS: 2, demandPerS: [1], stepS: 1}
    for (const wrong of [{startCount: 11}, {burstPerS: 0.5}, {stepS: 0}, {demandPerS: [-1]}]) {
      expect(() => tokenBucket({...bucket, ...wrong})).toThrow(RangeError)
    }
  })
})
