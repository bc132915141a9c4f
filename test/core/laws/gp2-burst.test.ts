import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {gp2BurstS, gp2RefillS} from '../../../src/core/laws/gp2-burst.js'
import {truth} from '../../truth.js'

const creditCount = catalog.rdsStorage.gp2VolumeCreditCount.value
const demandIops = catalog.rdsStorage.gp2VolumeBurstIops.value

test.each(truth.gp2_burst.rows)(
  '%d GiB at %d IOPS: bursts for %d s, fills in %d s',
  (_gib, baselineIops, burstS, refillS) => {
    expect(Math.round(gp2BurstS({creditCount, demandIops, baselineIops}) ?? Number.NaN)).toBe(burstS)
    expect(Math.round(gp2RefillS({creditCount, baselineIops}))).toBe(refillS)
  },
)

test('a demand within the baseline lasts for ever', () => {
  expect(gp2BurstS({creditCount, demandIops: 3000, baselineIops: 3000})).toBeNull()
  expect(gp2BurstS({creditCount, demandIops: 100, baselineIops: 300})).toBeNull()
})
