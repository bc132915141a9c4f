import {describe, expect, test} from 'vitest'
import {undoId} from '../../src/core/apply/undo-id.js'
import type {Patch} from '../../src/documents/patch.js'
import {expectApplied, expectRolledBack, expectSound, writeCount} from './expect-state.js'
import {type Fault, faults} from './faults.js'
import {applyId, applyIn, type Disturb, type Ended, rollBackIn, type World, worldOf} from './process.js'
import {salePlan, shopBefore} from './sale-plan.js'

type Direction = {
  steps: readonly {id: string; request: Patch['request']}[]
  begin: () => Promise<World>
  run: (world: World, disturb?: Disturb) => Promise<Ended>
  expectDone: (world: World) => void
}

const undos = salePlan.flatMap(({id, undo}) => ('impossible' in undo ? [] : [{id: undoId(applyId, id), request: undo}]))

const directions: Record<string, Direction> = {
  forwards: {
    steps: salePlan,
    begin: async () => worldOf(shopBefore()),
    run: (world, disturb) => applyIn(world, salePlan, disturb),
    expectDone: expectApplied,
  },
  back: {
    steps: undos,
    begin: async () => {
      const world = worldOf(shopBefore())
      await applyIn(world, salePlan)
      return world
    },
    run: rollBackIn,
    expectDone: expectRolledBack,
  },
}

/** One fault at one step: how the run ends, what is then so, and that a resume brings it to its end. */
async function tryFault({begin, run, expectDone, steps}: Direction, fault: Fault, step: number): Promise<void> {
  const {id, request} = steps[step] ?? {id: '', request: {}}
  const world = await begin()
  const already = world.aws.writes.length
  const disturb = fault.make(world, id)
  const runs = [await run(world, disturb)]
  expect([runs[0]?.end, runs[0]?.failure?.code]).toEqual([fault.end, fault.code])
  const hasWritten = world.aws.writes.length > already
  const moved = new Set(fault.repair ? salePlan.map((patch) => patch.id) : [])
  await expectSound(world, moved)
  if (fault.end === 'stopped') {
    // 5 where something is live, 6 or 4 where nothing is: never 0, and the next command is named.
    expect(runs[0]?.exitCode === 5).toBe(hasWritten)
    expect(runs[0]?.failure?.suggestions.join('\n')).toContain('ecom-plan apply --resume')
  }
  if (fault.repair) {
    expect(writeCount(world, request)).toBe(0)
    const patch = world.patches.get(id)
    if (patch !== undefined) fault.repair(world, patch)
  }
  if (fault.end !== 'done') runs.push(await run(world))
  expect(runs.at(-1)).toMatchObject({end: 'done', failure: null})
  const sent = runs.flatMap(({operations}) => operations.filter(({kind, name}) => kind === 'send' && name === id))
  expect([id, sent.length, writeCount(world, request)]).toEqual([id, fault.sendCount ?? 1, 1])
  expectDone(world)
  await expectSound(world)
}

const cases = Object.entries(directions).flatMap(([way, direction]) => faults.map((fault) => ({way, direction, fault})))
const count = cases.reduce((sum, {direction}) => sum + direction.steps.length, 0)

describe(`${count} single faults`, () => {
  test('are at least the 240 of ten kinds, twelve steps and two ways', () => expect(count).toBeGreaterThanOrEqual(240))

  test.each(cases)('$fault.kind $way, at each step', async ({direction, fault}) => {
    for (let i = 0; i < direction.steps.length; i++) await tryFault(direction, fault, i)
  })
})
