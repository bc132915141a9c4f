import {expect, test} from 'vitest'
import {expectApplied, writeCount} from '../../apply-model/expect-state.js'
import {applyIn, type Disturb, rollBackIn, worldOf} from '../../apply-model/process.js'
import {salePlan, shopBefore} from '../../apply-model/sale-plan.js'

const run = async (disturb: Disturb) => {
  const world = worldOf(shopBefore())
  return {world, ended: await applyIn(world, salePlan, disturb)}
}

const sends = (ended: Awaited<ReturnType<typeof run>>['ended']) => ended.operations.filter(({kind}) => kind === 'send')

test('a call stands between its intent and its outcome, and two reads stand ahead of it', async () => {
  const {ended} = await run({})
  const kinds = ended.operations.map(({kind}) => kind[0]).join('')
  // Progress and fields, the intent, progress and fields again, the call, the outcome; fields and progress to verify.
  expect(kinds).toMatch(/^pp(?:r*rrprrspr+p)+/)
})

test('credentials with less than five minutes left: nothing is sent any more, and the resume is named', async () => {
  let isNear = false
  const {world, ended} = await run({
    after: ({kind, name}) => {
      isNear ||= kind === 'send' && name === 'checkout-max'
    },
    credentialsEndAt: () => (isNear ? '2026-11-23T12:00:30Z' : '2026-11-23T20:00:00Z'),
  })
  expect(ended).toMatchObject({end: 'stopped', exitCode: 5, failure: {code: 'CREDENTIALS_END'}})
  expect(sends(ended).at(-1)?.name).toBe('checkout-max')
  expect(await applyIn(world, salePlan)).toMatchObject({end: 'done'})
  expectApplied(world)
})

test('asked to stop: the call in flight is recorded, no other is sent, and it ends with 5 and how to go on and back', async () => {
  let isStopped = false
  const {world, ended} = await run({
    before: ({kind, name}) => {
      isStopped ||= kind === 'send' && name === 'checkout-max'
    },
    isStopped: () => isStopped,
  })
  expect(ended).toMatchObject({
    exitCode: 5,
    failure: {
      code: 'STOPPED',
      message: 'stopped as asked; 4 of 14 changes of a-20261123-1200-fwrd are live',
      suggestions: ['ecom-plan apply --resume a-20261123-1200-fwrd', 'ecom-plan rollback a-20261123-1200-fwrd'],
    },
  })
  expect(world.aws.writes).toHaveLength(4)
})

test('asked to stop before the first call: nothing was changed', async () => {
  const {world, ended} = await run({isStopped: () => true})
  expect(ended).toMatchObject({
    exitCode: 6,
    failure: {code: 'STOPPED', message: 'stopped as asked; nothing was changed'},
  })
  expect(world.aws.writes).toEqual([])
})

test('throttled for ever: six tries within a minute, each in the journal', async () => {
  const {world, ended} = await run({
    instead: () => ({result: 'throttled', code: 'Throttling', message: 'rate exceeded'}),
  })
  expect(ended).toMatchObject({exitCode: 4, failure: {code: 'THROTTLED'}})
  expect(sends(ended)).toHaveLength(6)
  expect(world.aws.nowS - shopBefore().nowS).toBeLessThanOrEqual(60)
  const text = [...world.store.blobs.values()].map((bytes) => Buffer.from(bytes).toString())
  expect(text.filter((entry) => entry.includes('"kind":"intent"'))).toHaveLength(6)
  expect(text.filter((entry) => entry.includes('"result":"throttled"'))).toHaveLength(6)
})

test('a write that shows late is looked for thrice before it is believed undone, so that it is not sent twice', async () => {
  const world = worldOf(shopBefore())
  const {request} = salePlan[1] ?? {request: null}
  let isSent = false
  const landing: Disturb = {
    instead: ({name}) => {
      if (name !== 'shop-web-asg-max' || isSent) return null
      isSent = true
      return {result: 'unknown', code: 'TimeoutError', message: 'no answer'}
    },
    before: ({kind, name}) => {
      // It lands while the run looks, at the third time.
      if (isSent && kind === 'read' && name === 'shop-web-asg-max' && ++looks === 3 && request) world.aws.send(request)
    },
  }
  let looks = 0
  expect(await applyIn(world, salePlan, landing)).toMatchObject({end: 'done'})
  expect(writeCount(world, request)).toBe(1)
})

test('a second apply of what is done sends nothing, and a second rollback neither', async () => {
  const {world} = await run({})
  expect(sends(await applyIn(world, salePlan))).toEqual([])
  await rollBackIn(world)
  expect(sends(await rollBackIn(world))).toEqual([])
})
