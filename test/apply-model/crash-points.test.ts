import {expect, test} from 'vitest'
import {applyIn, worldOf} from './process.js'
import {shopBefore, twelveSteps} from './twelve-steps.js'

test('smoke', async () => {
  const world = worldOf(shopBefore())
  const ended = await applyIn(world, twelveSteps)
  expect(ended.end).toBe('done')
})
