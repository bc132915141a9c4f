import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {beforeAll, expect, test} from 'vitest'
import {erlangC} from '../../src/core/laws/erlang-c.js'
import {minimumServers} from '../../src/core/laws/minimum-servers.js'
import {waitingLine} from '../../src/core/laws/waiting-line.js'
import {describeWith} from '../require-tool.js'

type Point = {serverCount: number; utilizationRatio: number; waitProbability: number; waitingCount: number}
type Sizing = {offeredLoadErlangs: number; waitProbability: number; serverCount: number}
type Oracle = {version: string; points: readonly Point[]; sizings: readonly Sizing[]}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const committed: Oracle = JSON.parse(readFileSync(path('erlang-c.json'), 'utf8'))

// Relative; the second term is for chances so small that Octave prints them as 0.
const agree = (ours: number, theirs: number) => Math.abs(ours - theirs) <= 1e-6 * theirs + 1e-12

const ourPoint = ({serverCount, utilizationRatio}: Point) => ({
  waitProbability: erlangC({offeredLoadErlangs: utilizationRatio * serverCount, serverCount}),
  waitingCount: waitingLine({utilizationRatio, serverCount}),
})

/** The points and sizings of an oracle that our laws do not give, each beside ours. */
function disagreements({points, sizings}: Oracle) {
  const apart = points
    .map((theirs) => ({theirs, ours: ourPoint(theirs)}))
    .filter(
      ({theirs, ours}) =>
        !(agree(ours.waitProbability, theirs.waitProbability) && agree(ours.waitingCount, theirs.waitingCount)),
    )
  const missized = sizings
    .map((theirs) => ({theirs, ours: minimumServers(theirs)}))
    .filter(({theirs, ours}) => ours !== theirs.serverCount)
  return [...apart, ...missized]
}

const size = (oracle: Oracle) => [oracle.points.length, oracle.sizings.length]

test(`the committed table: ${committed.version}`, () => {
  expect(size(committed)).toEqual([72, 35])
  expect(disagreements(committed)).toEqual([])
})

test('a table that is wrong in one number is told', () => {
  const [point, ...points] = committed.points.toReversed()
  const [sizing, ...sizings] = committed.sizings
  if (point === undefined || sizing === undefined) throw new Error('the committed table is empty')
  const longer = {...point, waitingCount: point.waitingCount * 1.00001}
  const likelier = {...point, waitProbability: point.waitProbability * 1.00001}
  const larger = {...sizing, serverCount: sizing.serverCount + 1}
  expect(disagreements({...committed, points: [longer, ...points]})).toHaveLength(1)
  expect(disagreements({...committed, points: [likelier, ...points]})).toHaveLength(1)
  expect(disagreements({...committed, sizings: [larger, ...sizings]})).toHaveLength(1)
})

describeWith(['octave'], 'Erlang C by the queueing package of GNU Octave', ({octave}) => {
  let live: Oracle

  beforeAll(() => {
    const args = ['--quiet', '--no-gui', '--norc', path('erlang-c.m')]
    live = JSON.parse(execFileSync(octave, args, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}))
  }, 60_000)

  test('our laws say the same', () => {
    expect(size(live)).toEqual(size(committed))
    expect(disagreements(live)).toEqual([])
  })

  test('the committed table is what Octave says', () => {
    expect(live.sizings).toEqual(committed.sizings)
    const moved = live.points.filter((point, i) => {
      const kept = committed.points[i]
      return !(
        kept !== undefined &&
        kept.serverCount === point.serverCount &&
        kept.utilizationRatio === point.utilizationRatio &&
        agree(kept.waitProbability, point.waitProbability) &&
        agree(kept.waitingCount, point.waitingCount)
      )
    })
    expect(moved).toEqual([])
  })
})
