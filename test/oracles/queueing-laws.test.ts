import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {beforeAll, expect, test} from 'vitest'
import {allenCunneenWaitS} from '../../src/core/laws/allen-cunneen.js'
import {closedBounds} from '../../src/core/laws/closed-bounds.js'
import {closedNetwork} from '../../src/core/laws/closed-network.js'
import {finiteQueue, finiteQueueTail} from '../../src/core/laws/finite-queue.js'
import {meanValueAnalysis} from '../../src/core/laws/mean-value-analysis.js'
import {responseTimeS, responseTimeTail} from '../../src/core/laws/response-time.js'
import {describeWith} from '../require-tool.js'

type Row = readonly number[]
type Multi = {arrivalRateRps: number; serviceTimeS: number; serverCount: number; responseTimeS: number; lateRatios: Row}
type General = {utilizationRatio: number; serviceTimeS: number; serviceCvSquared: number; waitS: number}
type Finite = Multi & {
  placeCount: number
  utilizationRatio: number
  systemCount: number
  throughputRps: number
  lossProbability: number
}
type Closed = {
  demandsS: Row
  serverCounts: Row
  userCount: number
  thinkTimeS: number
  throughputRps: number
  residenceTimesS: Row
  queueCounts: Row
  utilizationRatios: Row
  loadDependentRps: number
  asymptoticRps?: readonly [number, number]
  balancedRps?: readonly [number, number]
}
type Repair = {
  serviceDemandS: number
  serverCount: number
  userCount: number
  thinkTimeS: number
  throughputRps: number
  responseTimeS: number
}
type Oracle = {
  version: string
  multi: readonly Multi[]
  general: readonly General[]
  finite: readonly Finite[]
  closed: readonly Closed[]
  repair: readonly Repair[]
}

/** One figure of the oracle beside ours. */
type Pair = {what: string; ours: number; theirs: number}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const committed: Oracle = JSON.parse(readFileSync(path('queueing-laws.json'), 'utf8'))

// Relative; the second term is for chances so small that the matrix exponential has no digit of them.
const agree = ({ours, theirs}: Pair) => Math.abs(ours - theirs) <= 1e-6 * Math.abs(theirs) + 1e-12

const pairsOf = (what: string, ours: Row, theirs: Row): Pair[] => {
  expect(ours).toHaveLength(theirs.length)
  return theirs.map((figure, i) => ({what: `${what}[${i}]`, ours: ours[i] ?? Number.NaN, theirs: figure}))
}

function multiPairs(row: Multi): Pair[] {
  const queue = {...row, offeredLoadErlangs: row.arrivalRateRps * row.serviceTimeS}
  const late = [1, 2, 5].map((times) => responseTimeTail({...queue, timeS: times * row.responseTimeS}))
  const what = `M/M/${row.serverCount} at ${row.arrivalRateRps}`
  return pairsOf(what, [responseTimeS(queue), ...late], [row.responseTimeS, ...row.lateRatios])
}

function generalPairs(row: General): Pair[] {
  const ours = allenCunneenWaitS({...row, serverCount: 1, arrivalCvSquared: 1})
  return pairsOf(`M/G/1 at ${row.utilizationRatio}, ${row.serviceCvSquared}`, [ours], [row.waitS])
}

function finitePairs(row: Finite): Pair[] {
  const ours = finiteQueue(row)
  const late = [0.5, 1, 3].map((times) => finiteQueueTail({...row, timeS: times * row.responseTimeS}))
  const figures = ({lossProbability, throughputRps, utilizationRatio, systemCount, ...rest}: typeof ours) => [
    lossProbability,
    throughputRps,
    utilizationRatio,
    systemCount,
    rest.responseTimeS,
  ]
  const what = `M/M/${row.serverCount}/${row.placeCount} at ${row.arrivalRateRps}`
  return pairsOf(what, [...figures(ours), ...late], [...figures(row), ...row.lateRatios])
}

const isSingle = (row: Closed) => row.serverCounts.every((count) => count === 1)

function closedPairs(row: Closed): Pair[] {
  const {demandsS, serverCounts, userCount, thinkTimeS} = row
  const stations = demandsS.map((serviceDemandS, k) => ({serviceDemandS, serverCount: serverCounts[k] ?? 0}))
  const results = [
    closedNetwork({stations, userCount, thinkTimeS}),
    ...(isSingle(row) ? [meanValueAnalysis({demandsS, userCount, thinkTimeS})] : []),
  ]
  const theirs = [
    row.throughputRps,
    row.loadDependentRps,
    ...row.residenceTimesS,
    ...row.queueCounts,
    ...row.utilizationRatios,
  ]
  const what = `closed ${demandsS.join(' ')} with ${userCount}`
  return results.flatMap(({throughputRps, stations: each}) =>
    pairsOf(
      what,
      [
        throughputRps,
        throughputRps,
        ...each.map((station) => station.residenceTimeS),
        ...each.map((station) => station.queueCount),
        ...each.map((station) => station.utilizationRatio),
      ],
      theirs,
    ),
  )
}

function repairPairs(row: Repair): Pair[] {
  const ours = closedNetwork({...row, stations: [row]})
  const what = `${row.userCount} users of ${row.serverCount} servers`
  return pairsOf(what, [ours.throughputRps, ours.responseTimeS], [row.throughputRps, row.responseTimeS])
}

function boundPairs(row: Closed): Pair[] {
  if (row.asymptoticRps === undefined || row.balancedRps === undefined) return []
  const {asymptotic, balanced} = closedBounds(row)
  return pairsOf(
    `bounds ${row.demandsS.join(' ')} with ${row.userCount}`,
    [asymptotic.lowestRps, asymptotic.highestRps, balanced.lowestRps, balanced.highestRps],
    [...row.asymptoticRps, ...row.balancedRps],
  )
}

const pairs = ({multi, general, finite, closed, repair}: Oracle) => [
  ...multi.flatMap(multiPairs),
  ...general.flatMap(generalPairs),
  ...finite.flatMap(finitePairs),
  ...closed.flatMap(closedPairs),
  ...closed.flatMap(boundPairs),
  ...repair.flatMap(repairPairs),
]
const disagreements = (oracle: Oracle) => pairs(oracle).filter((pair) => !agree(pair))
const size = (oracle: Oracle) =>
  [oracle.multi, oracle.general, oracle.finite, oracle.closed, oracle.repair].map((rows) => rows.length)

test(`the committed table: ${committed.version}`, () => {
  expect(size(committed)).toEqual([20, 16, 64, 27, 4])
  expect(pairs(committed).length).toBeGreaterThan(900)
  expect(disagreements(committed)).toEqual([])
})

test('a figure that is wrong by one in 100,000 is told, in every part', () => {
  const off = 1.00001
  const [multi, general, finite] = [committed.multi[7], committed.general[5], committed.finite[30]]
  const [closed, repair] = [committed.closed[1], committed.repair[0]]
  if (!(multi && general && finite && closed && repair)) throw new Error('the committed table is empty')
  const none: Oracle = {version: '', multi: [], general: [], finite: [], closed: [], repair: []}
  const wrong: Oracle[] = [
    {...none, multi: [{...multi, lateRatios: multi.lateRatios.with(2, (multi.lateRatios[2] ?? 0) * off)}]},
    {...none, general: [{...general, waitS: general.waitS * off}]},
    {...none, finite: [{...finite, lossProbability: finite.lossProbability * off}]},
    {...none, finite: [{...finite, lateRatios: finite.lateRatios.with(0, (finite.lateRatios[0] ?? 0) * off)}]},
    {...none, closed: [{...closed, loadDependentRps: closed.loadDependentRps * off}]},
    {...none, closed: [{...closed, balancedRps: [closed.balancedRps?.[0] ?? 0, (closed.balancedRps?.[1] ?? 0) * off]}]},
    {...none, repair: [{...repair, throughputRps: repair.throughputRps * off}]},
  ]
  for (const oracle of wrong) expect(disagreements(oracle).length, JSON.stringify(oracle)).toBeGreaterThan(0)
})

describeWith(['octave'], 'queues and closed networks by the queueing package of GNU Octave', ({octave}) => {
  let live: Oracle

  beforeAll(() => {
    const args = ['--quiet', '--no-gui', '--norc', path('queueing-laws.m')]
    live = JSON.parse(execFileSync(octave, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}))
  }, 120_000)

  test('our laws say the same', () => {
    expect(size(live)).toEqual(size(committed))
    expect(disagreements(live)).toEqual([])
  })

  test('the committed table is what Octave says', () => {
    const [kept, said] = [pairs(committed), pairs(live)]
    expect(said.map(({what}) => what)).toEqual(kept.map(({what}) => what))
    const moved = said.filter(({theirs}, i) => !agree({what: '', ours: kept[i]?.theirs ?? Number.NaN, theirs}))
    expect(moved).toEqual([])
  })
})
