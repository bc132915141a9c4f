import fc from 'fast-check'
import {expect, test} from 'vitest'
import {PlanError} from '../../src/errors.js'
import {expectApplied, expectRolledBack, expectSound, writeCount} from './expect-state.js'
import {applyIn, type Disturb, Kill, type Operation, rollBackIn, type World, worldOf} from './process.js'
import {salePlan, shopBefore} from './sale-plan.js'
import '../seed.js'

/** What may happen at one operation of one process. */
const kinds = [
  'kill before',
  'kill after',
  'torn put',
  'disk full',
  'throttle',
  'server error, not done',
  'server error, done',
  'timeout, not done',
  'timeout, done',
  'refused',
  'expired',
  'asked to stop',
  'credentials end soon',
  'fleets scale',
] as const

const failures = ['server error, not done', 'server error, done', 'timeout, not done', 'timeout, done'] as const

type Strike = {process: number; operation: number; kind: (typeof kinds)[number]}

const strikes: fc.Arbitrary<Strike> = fc.record({
  process: fc.nat({max: 5}),
  operation: fc.nat({max: 230}),
  kind: fc.constantFrom(...kinds),
})

const said = (result: 'throttled' | 'server-error' | 'unknown' | 'refused', code: string) => ({
  result,
  code,
  message: code,
})

/** The faults of one process. Those of a send strike at the next send from their operation on. */
function disturbBy(world: World, mine: readonly Strike[]): Disturb {
  const left = new Set(mine)
  let isStopped = false
  let isEnding = false
  const take = (operation: Operation, ...wanted: Strike['kind'][]) => {
    const found = [...left].find((strike) => strike.operation <= operation.number && wanted.includes(strike.kind))
    if (found !== undefined) left.delete(found)
    return found?.kind
  }
  const strikePut = (operation: Operation) => {
    if (take(operation, 'disk full')) throw new PlanError('output', 'STORE_UNWRITABLE', 'the disk is full')
    if (operation.name.startsWith('a-') && take(operation, 'torn put')) {
      world.store.blobs.set(operation.name, new TextEncoder().encode('{"schema":"ecom-plan.jou'))
      throw new Kill()
    }
  }
  return {
    before: (operation) => {
      if (take(operation, 'asked to stop')) isStopped = true
      if (take(operation, 'credentials end soon')) isEnding = true
      if (take(operation, 'fleets scale')) {
        for (const [i, name] of [...world.aws.fleets.keys()].entries()) world.aws.scale(name, 3 + i * 2)
      }
      if (take(operation, 'kill before')) throw new Kill()
      if (operation.kind === 'put') strikePut(operation)
    },
    after: (operation) => {
      if (take(operation, 'kill after')) throw new Kill()
    },
    instead: (operation, patch, aws) => {
      if (take(operation, 'throttle')) return said('throttled', 'Throttling')
      if (take(operation, 'refused')) return said('refused', 'ACCESS_DENIED')
      if (take(operation, 'expired')) return said('refused', 'CREDENTIALS_EXPIRED')
      const failed = take(operation, ...failures)
      if (failed === undefined) return null
      if (failed.endsWith(', done')) aws.send(patch.request)
      return failed.startsWith('server') ? said('server-error', '503') : said('unknown', 'TimeoutError')
    },
    isStopped: () => isStopped,
    credentialsEndAt: () => (isEnding ? new Date((world.aws.nowS + 60) * 1000).toISOString() : null),
  }
}

/** Runs processes until one is done; the faults have an end, so that it comes. */
async function untilDone(
  run: (disturb: Disturb) => ReturnType<typeof applyIn>,
  world: World,
  faults: readonly Strike[],
  from: number,
) {
  for (let number = from; number < from + 12; number++) {
    const disturb = disturbBy(
      world,
      faults.filter((strike) => strike.process === number),
    )
    const before = world.aws.writes.length
    const ended = await run(disturb)
    if (ended.end === 'killed') expect(ended.exitCode).toBe(137)
    if (ended.end === 'stopped' && world.aws.writes.length > before) expect(ended.exitCode).toBe(5)
    if (ended.end === 'done') return number + 1
    await expectSound(world)
  }
  throw new Error('it never got done')
}

const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const numRuns = isDeep ? 10_000 : 300

test(
  `${numRuns} schedules of two to five faults, of an apply and its rollback: as planned, or as it was`,
  async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(strikes, {minLength: 2, maxLength: 5}),
        fc.option(fc.integer({min: 1, max: 3}), {nil: null}),
        async (faults, rollBackAfter) => {
          count += 1
          const world = worldOf(shopBefore())
          const apply = (disturb: Disturb) => applyIn(world, salePlan, disturb)
          let next = 0
          if (rollBackAfter === null) {
            next = await untilDone(apply, world, faults, 0)
            for (const {id, request} of salePlan) expect([id, writeCount(world, request)]).toEqual([id, 1])
            expectApplied(world)
            const writes = world.aws.writes.length
            await apply({})
            expect(world.aws.writes).toHaveLength(writes)
          } else {
            // The rollback begins where the apply stands, be it done, stopped or cut.
            while (next < rollBackAfter) {
              await apply(
                disturbBy(
                  world,
                  faults.filter((strike) => strike.process === next),
                ),
              )
              next += 1
            }
          }
          await untilDone((disturb) => rollBackIn(world, disturb), world, faults, next)
          const stay = salePlan.filter(({undo, request}) => 'impossible' in undo && writeCount(world, request) > 0)
          const restored = shopBefore()
          for (const {request} of stay) restored.send(request)
          restored.pass(600)
          world.aws.pass(600)
          expect(world.aws.settings()).toBe(restored.settings())
          if (stay.length === 2) expectRolledBack(world)
          await expectSound(world)
          const writes = world.aws.writes.length
          await rollBackIn(world)
          expect(world.aws.writes).toHaveLength(writes)
          // Nothing holds the lock, or what does is known to be dead.
          expect(world.running.size).toBe(0)
        },
      ),
      {numRuns},
    )
    expect(count).toBeGreaterThanOrEqual(numRuns)
  },
  isDeep ? 3_600_000 : 120_000,
)
