import {expect, test} from 'vitest'
import {expectApplied, expectRolledBack, expectSound, writeCount} from './expect-state.js'
import {applyIn, type Disturb, Kill, type Operation, rollBackIn, type World, worldOf} from './process.js'
import {salePlan, shopBefore} from './sale-plan.js'

/**
 * A process that is killed before or after each operation: every put of the journal and of the lock, every read of AWS
 * and every write, of an apply of fourteen calls and of its rollback.
 */
const killAt = (number: number, when: 'before' | 'after'): Disturb => ({
  [when]: (operation: Operation) => {
    if (operation.number === number) throw new Kill()
  },
})

const whole = await applyIn(worldOf(shopBefore()), salePlan)
/** All with ECOM_PLAN_DEEP=1, else every eleventh: a prime, so that each kind of operation comes up. */
const sampleOf = (points: Disturb[]) => points.filter((_, i) => process.env['ECOM_PLAN_DEEP'] === '1' || i % 11 === 0)

const allPoints = whole.operations.flatMap((_, i) => [killAt(i, 'before'), killAt(i, 'after')])

const points = sampleOf(allPoints)

async function appliedWorld(): Promise<World> {
  const world = worldOf(shopBefore())
  await applyIn(world, salePlan)
  return world
}

const wholeBack = await rollBackIn(await appliedWorld())
const pointsBack = sampleOf(wholeBack.operations.flatMap((_, i) => [killAt(i, 'before'), killAt(i, 'after')]))

/** Each call was done once, however often its process was killed around it. */
function expectOnce(world: World) {
  for (const {id, request} of salePlan) expect([id, writeCount(world, request)]).toEqual([id, 1])
}

test('undisturbed: all is applied, again is nothing, and rolled back is as it was but for what cannot be', async () => {
  const world = await appliedWorld()
  expect(whole.end).toBe('done')
  expectOnce(world)
  expectApplied(world)
  expect((await applyIn(world, salePlan)).operations.filter(({kind}) => kind === 'send')).toEqual([])
  const back = await rollBackIn(world)
  expect(back).toMatchObject({end: 'done', failure: null})
  expect(back.operations.filter(({kind}) => kind === 'send')).toHaveLength(12)
  expectRolledBack(world)
  await expectSound(world)
})

test(`killed at each of ${points.length} points of an apply, resumed, and rolled back: no wrong end`, async () => {
  expect(allPoints.length).toBeGreaterThanOrEqual(68)
  for (const point of points) {
    const world = worldOf(shopBefore())
    expect((await applyIn(world, salePlan, point)).end).toBe('killed')
    await expectSound(world)
    expect(await applyIn(world, salePlan)).toMatchObject({end: 'done', failure: null})
    expectOnce(world)
    expectApplied(world)
    await expectSound(world)
    const writes = world.aws.writes.length
    await applyIn(world, salePlan)
    expect(world.aws.writes).toHaveLength(writes)
    expect(await rollBackIn(world)).toMatchObject({end: 'done', failure: null})
    expectRolledBack(world)
    await expectSound(world)
  }
})

test(`killed at each of ${points.length} points of an apply, and rolled back at once: as it was`, async () => {
  for (const point of points) {
    const world = worldOf(shopBefore())
    await applyIn(world, salePlan, point)
    expect(await rollBackIn(world)).toMatchObject({end: 'done', failure: null})
    const before = shopBefore()
    before.pass(600)
    world.aws.pass(600)
    const hold = salePlan.filter(({undo, request}) => 'impossible' in undo && writeCount(world, request) > 0)
    if (hold.length === 0) expect(world.aws.settings()).toBe(before.settings())
    if (hold.length === 2) expectRolledBack(world)
    await expectSound(world)
  }
})

test(`killed at each of ${pointsBack.length} points of a rollback, and resumed: no wrong end`, async () => {
  for (const point of pointsBack) {
    const world = await appliedWorld()
    expect((await rollBackIn(world, point)).end).toBe('killed')
    await expectSound(world)
    expect(await rollBackIn(world)).toMatchObject({end: 'done', failure: null})
    for (const {undo} of salePlan) if (!('impossible' in undo)) expect(writeCount(world, undo)).toBe(1)
    expectRolledBack(world)
    await expectSound(world)
    const writes = world.aws.writes.length
    await rollBackIn(world)
    expect(world.aws.writes).toHaveLength(writes)
  }
})
