import {expect} from 'vitest'
import {threeWay} from '../../src/core/apply/three-way.js'
import type {ModelAws} from './model-aws.js'
import {applyId, receiptsIn, type World} from './process.js'
import {salePlan, shopBefore} from './sale-plan.js'

/** All settings once the databases are done with what they are at. */
function settled(aws: ModelAws): string {
  aws.pass(600)
  return aws.settings()
}

const applied = (() => {
  const aws = shopBefore()
  for (const {request} of salePlan) {
    // A database takes one change at a time.
    if (request.operation === 'ModifyDBInstance') aws.pass(600)
    expect(aws.send(request).result).toBe('accepted')
  }
  return settled(aws)
})()

/** As the shop was, but for what cannot be undone in place. */
const rolledBack = (() => {
  const aws = shopBefore()
  aws.quotas.set('L-1216C47A', {requested: 640})
  Object.assign(aws.databases.get('shop-orders')?.fields ?? {}, {AllocatedStorage: 600, Iops: 18_000})
  return settled(aws)
})()

export const expectApplied = (world: World) => expect(settled(world.aws)).toBe(applied)

export const expectRolledBack = (world: World) => expect(settled(world.aws)).toBe(rolledBack)

/**
 * What has to hold however a run was disturbed: nothing was written that is not in the plan or its undo, no fleet was
 * cut, and the journals say what AWS has. `moved`: patches whose fields somebody else has changed.
 */
export async function expectSound(world: World, moved: ReadonlySet<string> = new Set()): Promise<void> {
  const {aws} = world
  expect(aws.cuts).toEqual([])
  const allowed = new Set(salePlan.flatMap(({request, undo}) => [JSON.stringify(request), JSON.stringify(undo)]))
  expect(aws.writes.filter((request) => !allowed.has(JSON.stringify(request)))).toEqual([])
  aws.pass(600)
  const receipt = (await receiptsIn(world)).find((candidate) => candidate.applyId === applyId)
  for (const {patch, state} of receipt?.patches ?? []) {
    if (moved.has(patch.id)) continue
    const {verdict} = threeWay(patch, aws.read(patch.request, Object.keys(patch.before)))
    const isLive = state === 'live' || state === 'verified'
    // What is in doubt may be either, and says so.
    if (state !== 'in-doubt') expect([patch.id, state, verdict]).toEqual([patch.id, state, isLive ? 'already' : 'send'])
  }
}

/** How often AWS did what a patch asks for. */
export const writeCount = ({aws}: World, request: unknown) =>
  aws.writes.filter((written) => JSON.stringify(written) === JSON.stringify(request)).length
