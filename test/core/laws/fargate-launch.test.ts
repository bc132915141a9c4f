import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {fargateLaunchS} from '../../../src/core/laws/fargate-launch.js'
import {truth} from '../../truth.js'

const {fargateLaunchBurstCount, fargateLaunchPerS} = catalog.scalingLimits

test.each(truth.fargate_ramp_s.rows)('%d tasks take %d s', (taskCount, launchS) => {
  const found = fargateLaunchS({
    taskCount,
    burstCount: fargateLaunchBurstCount.value,
    refillPerS: fargateLaunchPerS.value,
  })
  expect(found).toBe(launchS)
})
