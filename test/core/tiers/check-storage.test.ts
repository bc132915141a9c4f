import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import {checkStorage} from '../../../src/core/tiers/check-storage.js'

type Case = [string, string, number, number | null, number | null, string[]]

const fine: Case[] = [
  ['postgres', 'gp3', 399, null, null, []],
  ['postgres', 'gp3', 399, 3000, 125, []],
  ['postgres', 'gp3', 400, 12_000, 500, []],
  ['postgres', 'gp3', 65_536, 64_000, 4000, []],
  ['mysql', 'gp3', 400, 32_000, 500, []],
  ['mysql', 'gp3', 400, 40_000, 625, []],
  ['mysql', 'gp2', 100, null, null, []],
  ['mysql', 'io1', 100, 5000, 0, []],
  ['oracle-ee', 'gp3', 200, 64_000, 4000, []],
  ['sqlserver-ee', 'gp3', 20, 10_000, 1000, []],
  ['sqlserver-ee', 'gp3', 10_000, 5000, 125, []],
  ['mysql', 'io2', 256, 256_000, null, []],
  ['mysql', 'io2', 255, 255_000, null, []],
]

const broken: Case[] = [
  ['postgres', 'gp3', 399, 12_000, null, ['the IOPS of gp3 of 399 GiB are fixed at 3,000']],
  ['postgres', 'gp3', 399, null, 500, ['the throughput of gp3 of 399 GiB is fixed at 125 MiB/s']],
  ['oracle-ee', 'gp3', 199, 12_000, null, ['the IOPS of gp3 of 199 GiB are fixed at 3,000']],
  [
    'sqlserver-ee',
    'gp3',
    100,
    80_001,
    2000,
    ['gp3 takes 3,000 to 80,000 IOPS, not 80,001', 'gp3 of 100 GiB takes at most 50,000 IOPS'],
  ],
  ['sqlserver-ee', 'gp3', 10_000, 4999, 125, ['gp3 of 10,000 GiB needs at least 5,000 IOPS']],
  ['postgres', 'gp3', 19, null, null, ['gp3 takes 20 to 65,536 GiB, not 19']],
  ['postgres', 'gp3', 400, 11_999, 500, ['gp3 takes 12,000 to 64,000 IOPS, not 11,999']],
  ['postgres', 'gp3', 400, 12_000, 499, ['gp3 takes 500 to 4,000 MiB/s, not 499']],
  ['postgres', 'gp3', 400, 12_000, 3001, ['gp3 with 12,000 IOPS takes at most 3,000 MiB/s']],
  ['mysql', 'gp3', 400, 40_000, 624, ['gp3 of mysql with 40,000 IOPS needs at least 625 MiB/s']],
  ['mysql', 'gp2', 100, 1000, null, ['the IOPS of gp2 of 100 GiB are fixed at 300']],
  ['mysql', 'io1', 100, 5001, null, ['io1 of 100 GiB takes at most 5,000 IOPS']],
  ['mysql', 'io1', 10_000, 4999, null, ['io1 of 10,000 GiB needs at least 5,000 IOPS']],
  ['mysql', 'io1', 99, 1000, null, ['io1 takes 100 to 65,536 GiB, not 99']],
  ['mysql', 'io1', 100, null, null, ['io1 needs its IOPS to be set']],
  ['mysql', 'io1', 100, 1000, 300, ['the throughput of io1 cannot be set; it follows the IOPS']],
  ['mysql', 'io2', 255, 256_000, null, ['io2 of 255 GiB takes at most 255,000 IOPS']],
  ['mysql', 'io2', 300, 256_001, null, ['io2 takes 1,000 to 256,000 IOPS, not 256,001']],
]

test.each([...fine, ...broken])(
  '%s on %s of %d GiB with %s IOPS and %s MiB/s: %j',
  (engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS, problems) => {
    const volume = {engine, storageType, allocatedGib, provisionedIops, provisionedMibPerS}
    expect(checkStorage({...volume, catalog})).toEqual(problems)
  },
)

test.each([
  [1000, 1000, []],
  [1000, 1100, []],
  [50, 55, []],
  [1000, 1099, ['a volume grows by at least a tenth: 1,000 GiB to 1,100 GiB, not 1,099 GiB']],
  [1000, 999, ['a volume never shrinks: 1,000 GiB cannot become 999 GiB']],
])('from %d GiB to %d GiB: %j', (currentGib, allocatedGib, problems) => {
  const volume = {engine: 'postgres', storageType: 'gp3', allocatedGib, provisionedIops: null, provisionedMibPerS: null}
  expect(checkStorage({...volume, currentGib, catalog})).toEqual(problems)
})
