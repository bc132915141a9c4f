import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {cpuCredits} from '../../../src/catalog/cpu-credits.js'
import {ec2Instance} from '../../../src/catalog/ec2-instances.js'
import {azStaticStability} from '../../../src/core/laws/az-static-stability.js'
import {clusterReservationPercent} from '../../../src/core/laws/cluster-reservation.js'
import {earnedCpuCredits} from '../../../src/core/laws/cpu-credits.js'
import {erlangC} from '../../../src/core/laws/erlang-c.js'
import {fargateLaunchS} from '../../../src/core/laws/fargate-launch.js'
import {fitUniversalScalability} from '../../../src/core/laws/fit-universal-scalability.js'
import {futureReservationCount} from '../../../src/core/laws/future-reservation.js'
import {gp2BurstS, gp2RefillS} from '../../../src/core/laws/gp2-burst.js'
import {highestUtilization} from '../../../src/core/laws/highest-utilization.js'
import {minimumServers} from '../../../src/core/laws/minimum-servers.js'
import {predictiveMaxCount} from '../../../src/core/laws/predictive-max.js'
import {storageStepGib, storageThreshold} from '../../../src/core/laws/storage-autoscaling.js'
import {targetTrackingCount} from '../../../src/core/laws/target-tracking.js'
import {
  kneeConcurrency,
  peakConcurrency,
  throughputLimitRps,
  uslThroughput,
} from '../../../src/core/laws/universal-scalability.js'
import {warmPoolCount} from '../../../src/core/laws/warm-pool.js'
import {gp2Limits} from '../../../src/core/tiers/rds-volume.js'
import {truth} from '../../truth.js'

type Truth = typeof truth
type Table<T> = Readonly<Record<string, T>>

const fixed = (value: number | null, decimals: number) => Number((value ?? Number.NaN).toFixed(decimals))
const digits = (value: number | null, count: number) => Number((value ?? Number.NaN).toPrecision(count))
/** What is printed if ours is within two of its eighth digit: the fit it is from stopped just short of the least squares. */
function nearly(value: number, printed = Number.NaN): number {
  const lastDigit = 10 ** (Math.floor(Math.log10(printed)) - 7)
  return Math.abs(value - printed) < 2 * lastDigit ? printed : digits(value, 8)
}
const each = <T, R>(table: Table<T>, make: (row: T, key: string) => R): Table<R> =>
  Object.fromEntries(Object.entries(table).map(([key, row]) => [key, make(row, key)]))
const fitOf = (data: readonly (readonly [number, number])[]) =>
  fitUniversalScalability(data.map(([concurrencyCount, throughputRps]) => ({concurrencyCount, throughputRps})))
const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0)

/** Each part made anew from what is given in it, by our laws and to the digits that are printed. */
const remake: {[K in keyof Truth]: (part: Truth[K]) => unknown} = {
  tijms_5_3_2(part) {
    const column = (waitProbability: number) =>
      part.R.map((offeredLoadErlangs) => minimumServers({offeredLoadErlangs, waitProbability}))
    return {...part, 'p0.5': column(0.5), 'p0.2': column(0.2), 'p0.1': column(0.1)}
  },
  erlangC_grid: (part) => ({
    ...part,
    rows: each(part.rows, (_, m) => {
      const serverCount = Number(m)
      return part.rho.map((rho) => fixed(erlangC({offeredLoadErlangs: rho * serverCount, serverCount}), 6))
    }),
  }),
  max_rho: (part) => ({
    ...part,
    rows: each(part.rows, (_, m) =>
      part.P.map((waitProbability) => fixed(highestUtilization({serverCount: Number(m), waitProbability}), 4)),
    ),
  }),
  usl_specsdm91(part) {
    const fit = fitOf(part.data)
    const freedomCount = part.data.length - 3
    const sse = (fit.spreadRps ?? Number.NaN) ** 2 * freedomCount
    const mean = part.data.reduce((sum, [, x]) => sum + x, 0) / part.data.length
    const peak = peakConcurrency(fit) ?? Number.NaN
    return {
      ...part,
      published: {
        alpha: digits(fit.contention, 4),
        se_alpha: digits(fit.standardError.contention, 4),
        beta: digits(fit.coherency, 4),
        se_beta: digits(fit.standardError.coherency, 4),
        gamma: digits(fit.singleUnitRps, 3),
        se_gamma: digits(fit.standardError.singleUnitRps, 4),
        sigma: digits(fit.spreadRps, 4),
        df: freedomCount,
        peak_N: digits(peak, 7),
        peak_X: digits(uslThroughput({...fit, concurrencyCount: peak}), 4),
        opt_N: digits(kneeConcurrency(fit), 7),
        limit_X: digits(throughputLimitRps(fit), 7),
      },
      precise: {
        alpha: nearly(fit.contention, part.precise['alpha']),
        beta: digits(fit.coherency, 8),
        gamma: nearly(fit.singleUnitRps, part.precise['gamma']),
        sse: fixed(sse, 2),
        r2: fixed(1 - sse / squares(part.data.map(([, x]) => x - mean)), 5),
      },
      efficiency: part.data.map(([n, x]) => fixed(x / (n * fit.singleUnitRps), 4)),
    }
  },
  usl_raytracer(part) {
    const fit = fitOf(part.data)
    const first6 = fitOf(part.data.slice(0, 6))
    return {
      ...part,
      published: {
        alpha: digits(fit.contention, 6),
        beta: fit.coherency,
        gamma: digits(fit.singleUnitRps, 7),
        sse: digits((fit.spreadRps ?? Number.NaN) ** 2 * (part.data.length - 3), 6),
        sigma: digits(fit.spreadRps, 6),
        limit_X: digits(throughputLimitRps(fit), 6),
        opt_N: digits(kneeConcurrency(fit), 6),
      },
      first6: {
        alpha: digits(first6.contention, 4),
        beta: digits(first6.coherency, 3),
        gamma: digits(first6.singleUnitRps, 7),
      },
    }
  },
  usl_synthetic(part) {
    const fit = fitOf(part.data)
    const law = {contention: part.alpha, coherency: part.beta, singleUnitRps: part.gamma}
    return {
      ...part,
      data: part.data.map(([n]) => [n, fixed(uslThroughput({...law, concurrencyCount: n}), 4)]),
      alpha: fixed(fit.contention, 4),
      beta: fixed(fit.coherency, 4),
      gamma: fixed(fit.singleUnitRps, 4),
    }
  },
  gp2_burst: (part) => ({
    ...part,
    rows: part.rows.map(([gib]) => {
      const rules = catalog.rdsStorage
      const volume = {engine: 'mysql', storageType: 'gp2', allocatedGib: gib}
      // One EBS volume, as the table is for: RDS makes four of one from 400 GiB on.
      const oneVolume = {...rules, stripedFromGib: {...rules.stripedFromGib, value: Number.POSITIVE_INFINITY}}
      const {iops} = gp2Limits({...volume, provisionedIops: null, provisionedMibPerS: null}, oneVolume)
      const baselineIops = Math.round(iops)
      const creditCount = rules.gp2VolumeCreditCount.value
      const burstS = gp2BurstS({creditCount, demandIops: rules.gp2VolumeBurstIops.value, baselineIops})
      return [gib, baselineIops, fixed(burstS, 0), fixed(gp2RefillS({creditCount, baselineIops}), 0)]
    }),
  }),
  az: (part) => ({
    ...part,
    rows: each(part.rows, (_, need) =>
      [2, 3, 4].map((zoneCount) => {
        const {perZoneCount, totalCount} = azStaticStability({neededCount: Number(need), zoneCount})
        return [perZoneCount, totalCount]
      }),
    ),
  }),
  fargate_ramp_s: (part) => ({
    ...part,
    rows: part.rows.map(([taskCount]) => {
      const {fargateLaunchBurstCount, fargateLaunchPerS} = catalog.scalingLimits
      const rate = {burstCount: fargateLaunchBurstCount.value, refillPerS: fargateLaunchPerS.value}
      return [taskCount, fargateLaunchS({taskCount, ...rate})]
    }),
  }),
  misc: (part) => ({
    source: part.source,
    predictive_effective_max_50_40_10: predictiveMaxCount({forecastCount: 50, maxCount: 40, bufferRatio: 0.1}),
    inferred_capacity_10x30_60: targetTrackingCount({unitCount: 10, metricValue: 30, targetValue: 60}),
    ecs_cpu_res_floor: clusterReservationPercent({taskCount: 10, taskAmount: 1024, registeredAmount: 18_432}),
    ecs_mem_res_floor: clusterReservationPercent({taskCount: 10, taskAmount: 2048, registeredAmount: 33_926}),
    // The second row is that of a pool whose prepared capacity is held at 8 by a desired count of 6.
    warm_pool: [
      [6, 10, warmPoolCount({desiredCount: 6, maxCount: 10, maxPreparedCount: null, minPoolCount: 0})],
      [8, 10, warmPoolCount({desiredCount: 6, maxCount: 10, maxPreparedCount: 8, minPoolCount: 0})],
    ],
    t3_credits: each(part.t3_credits, (_, name) => {
      const vcpuCount = ec2Instance(name)?.vcpuCount ?? Number.NaN
      const baselineCpuRatio = cpuCredits(name)?.baselineCpuRatio ?? Number.NaN
      const {perHourCount, mostCount} = earnedCpuCredits({vcpuCount, baselineCpuRatio})
      return [vcpuCount, baselineCpuRatio, fixed(perHourCount, 9), fixed(mostCount, 9)]
    }),
    storage_autoscale_next_gib: {
      rule: part.storage_autoscale_next_gib.rule,
      '1000GiB': storageStepGib({allocatedGib: 1000, growthGibPerHour: 0}),
      '50GiB': storageStepGib({allocatedGib: 50, growthGibPerHour: 0}),
      min_max_threshold_1000: Object.values(storageThreshold({allocatedGib: 1000})),
    },
    future_odcr_min_instances: each(part.future_odcr_min_instances, (_, name) =>
      futureReservationCount({vcpuCount: ec2Instance(name)?.vcpuCount ?? Number.NaN, leastVcpuCount: 32}),
    ),
  }),
}

const parts = Object.keys(truth).map((name) => name as keyof Truth)
const remade = (name: keyof Truth, part: unknown) => (remake[name] as (given: unknown) => unknown)(part)

test.each(parts)('%s: each number to its digits', (name) => {
  expect(remade(name, truth[name])).toEqual(truth[name])
})

test('specsdm91: the least squares themselves, by Gauss and Newton in fifty digits', () => {
  const fit = fitOf(truth.usl_specsdm91.data)
  expect(fit.contention).toBeCloseTo(0.0277284756186, 9)
  expect(fit.coherency).toBeCloseTo(0.000104365483844, 11)
  expect(fit.singleUnitRps).toBeCloseTo(89.9952331043, 5)
})

/** What a part is made from. */
const given: readonly RegExp[] = [
  /^tijms_5_3_2\.R\./,
  /^erlangC_grid\.rho\./,
  /^max_rho\.P\./,
  /^usl_(specsdm91|raytracer)\.data\./,
  /^usl_synthetic\.data\.\d\.0$/,
  /^(gp2_burst|fargate_ramp_s)\.rows\.\d\.0$/,
]

/** The document with one number moved a little, once for each number in it. */
function* moved(value: unknown, at: string): Generator<{at: string; value: unknown}> {
  if (typeof value === 'number') yield {at, value: value + Math.max(1e-6, Math.abs(value) * 1e-6)}
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    for (const {at: where, value: other} of moved(child, `${at}.${key}`)) {
      const copy = Array.isArray(value) ? value.with(Number(key), other) : {...value, [key]: other}
      yield {at: where, value: copy}
    }
  }
}

test('no number can change unseen, but those the others are made from', () => {
  let count = 0
  const unseen: string[] = []
  for (const name of parts) {
    for (const {at, value} of moved(truth[name], name)) {
      count += 1
      const isSeen = JSON.stringify(remade(name, value)) !== JSON.stringify(value)
      if (!isSeen && !given.some((pattern) => pattern.test(at))) unseen.push(at)
    }
  }
  expect(unseen).toEqual([])
  expect(count).toBeGreaterThan(250)
})
