import fc from 'fast-check'
import {expect, test} from 'vitest'
import {expectApplied, expectRolledBack} from './expect-state.js'
import {moveFields} from './faults.js'
import {applyIn, type Disturb, type Operation, rollBackIn, type World, worldOf} from './process.js'
import {salePlan, shopBefore} from './sale-plan.js'
import '../seed.js'

type Act = {actor: 'autoscaler' | 'human'; operation: number; which: number; count: number}

const acts: fc.Arbitrary<Act> = fc.record({
  actor: fc.constantFrom('autoscaler', 'human'),
  operation: fc.nat({max: 260}),
  which: fc.nat({max: 13}),
  count: fc.integer({min: 1, max: 200}),
})

/**
 * Others act between any two operations of the run, and what a person sets is remembered. Nobody acts between the last
 * read of a patch and its call, where AWS offers no way to notice it: that is for the tests below.
 */
function disturbBy(world: World, mine: readonly Act[], set: Map<string, string>): Disturb {
  const left = new Set(mine)
  return {
    before: ({kind, name, number}: Operation) => {
      if (kind === 'send' || name.startsWith('need of ')) return
      for (const act of left) {
        if (act.operation > number) continue
        left.delete(act)
        if (act.actor === 'autoscaler') scaleAll(world, act.count)
        else setByHand(world, act.which, set)
      }
    },
  }
}

function setByHand(world: World, which: number, set: Map<string, string>): void {
  const patch = salePlan[which]
  if (patch === undefined) return
  const before = stateOf(world, patch.id)
  moveFields(world.aws, patch)
  // A database that is at a change refuses a person as well.
  if (stateOf(world, patch.id) !== before) set.set(patch.id, stateOf(world, patch.id))
}

const scaleAll = (world: World, count: number) => {
  for (const name of world.aws.fleets.keys()) world.aws.scale(name, count)
}

function stateOf({aws}: World, patchId: string): string {
  const patch = salePlan.find(({id}) => id === patchId)
  return patch === undefined ? '' : JSON.stringify(aws.read(patch.request, Object.keys(patch.before)))
}

test('200 interleavings with an autoscaler and a person: no update is lost, no fleet is cut', async () => {
  let count = 0
  let seen = 0
  await fc.assert(
    fc.asyncProperty(fc.array(acts, {minLength: 1, maxLength: 4}), fc.boolean(), async (mine, isBack) => {
      count += 1
      const world = worldOf(shopBefore())
      const set = new Map<string, string>()
      if (isBack) await applyIn(world, salePlan)
      const run = (disturb: Disturb) => (isBack ? rollBackIn(world, disturb) : applyIn(world, salePlan, disturb))
      const ended = await run(disturbBy(world, mine, set))
      for (const [id, state] of set) expect([id, stateOf(world, id)]).toEqual([id, state])
      expect(world.aws.cuts).toEqual([])
      seen += set.size
      if (ended.end === 'done') return
      expect(['PATCH_CONFLICT', 'LOWERS_BELOW_NEED', 'NOT_CONVERGED', 'GREW_MEANWHILE', 'PATCH_REFUSED']).toContain(
        ended.failure?.code,
      )
      // The fleets scale in by their policy, and the run goes on where nobody has changed its settings.
      scaleAll(world, 1)
      if (set.size > 0) return
      expect(await run({})).toMatchObject({end: 'done'})
      if (isBack) expectRolledBack(world)
      else expectApplied(world)
    }),
    {numRuns: 200},
  )
  expect(count).toBeGreaterThanOrEqual(200)
  expect(seen).toBeGreaterThan(50)
})

test('a person who writes over a change just after it: the run sees it when it verifies, and stops', async () => {
  const world = worldOf(shopBefore())
  const ended = await applyIn(world, salePlan, {
    after: ({kind, name}) => {
      if (kind === 'send' && name === 'shop-web-asg-max')
        world.aws.restore(
          {
            ...salePlan[1]?.request,
            input: {AutoScalingGroupName: 'shop-web-asg'},
            service: 'autoscaling',
            operation: 'UpdateAutoScalingGroup',
          },
          {MaxSize: 77},
        )
    },
  })
  expect(ended).toMatchObject({end: 'stopped', exitCode: 5, failure: {code: 'PATCH_CONFLICT'}})
  expect(world.aws.fleets.get('shop-web-asg')?.maximum).toBe(77)
})

test('between the last read and the call AWS lets nobody see: a fleet that grows there is cut, and the run says so', async () => {
  const world = worldOf(shopBefore())
  await applyIn(world, salePlan)
  const ended = await rollBackIn(world, {
    before: ({kind, name}) => {
      if (kind === 'send' && name.endsWith(':shop-web-asg-max')) world.aws.scale('shop-web-asg', 90)
    },
  })
  expect(world.aws.cuts).toEqual(['shop-web-asg 90 → 40'])
  expect(ended).toMatchObject({end: 'stopped', exitCode: 5, failure: {code: 'GREW_MEANWHILE'}})
})

test('a rollback in the sale refuses to cut: it does the rest of what stands ahead, says the number, and goes on later', async () => {
  const world = worldOf(shopBefore())
  await applyIn(world, salePlan)
  world.aws.scale('shop-web-asg', 90)
  const ended = await rollBackIn(world)
  expect(ended).toMatchObject({
    exitCode: 5,
    failure: {code: 'LOWERS_BELOW_NEED', message: expect.stringContaining('has 90 running, and a maximum of 40')},
  })
  expect(world.aws.fleets.get('shop-web-asg')).toMatchObject({maximum: 130, desired: 90})
  world.aws.scale('shop-web-asg', 9)
  expect(await rollBackIn(world)).toMatchObject({end: 'done'})
  expectRolledBack(world)
})

test('a rollback while the schedule has run: the minimum goes back, and then the action that would have returned it', async () => {
  const world = worldOf(shopBefore())
  await applyIn(world, salePlan)
  world.aws.pass(Date.parse('2026-11-27T12:00:00Z') / 1000 - world.aws.nowS)
  expect(world.aws.fleets.get('shop-web-asg')).toMatchObject({minimum: 60, desired: 60})
  scaleAll(world, 1)
  const ended = await rollBackIn(world)
  // The policy has not scaled in below the minimum yet, so that the maximum has to wait.
  expect(ended).toMatchObject({failure: {code: 'LOWERS_BELOW_NEED'}})
  expect([...world.aws.fleets.values()].map(({minimum}) => minimum)).toEqual([6, 2, 4])
  scaleAll(world, 1)
  expect(await rollBackIn(world)).toMatchObject({end: 'done'})
  expectRolledBack(world)
  expect(world.aws.cuts).toEqual([])
})
