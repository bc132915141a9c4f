import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openStore} from '../../src/store/open-store.ts'

const where = {folder: '/shop', region: 'eu-west-1', profile: undefined}

test.each([
  ['.ecom-plan/archive', '/shop/.ecom-plan/archive'],
  ['/var/archive', '/var/archive'],
  ['s3://shop-ops', 's3://shop-ops'],
  ['s3://shop-ops/', 's3://shop-ops'],
  ['s3://shop-ops/team//archive/', 's3://shop-ops/team/archive'],
])('%s is %s', async (place, expected) => {
  expect((await openStore({...where, place})).place).toBe(expected)
})

test.each(['s3://', 's3:///archive', 's3://Shop_Ops/archive', 'gs://shop-ops/archive', 'https://example.com/archive'])(
  '%s is no place',
  async (place) => {
    await expect(openStore({...where, place})).rejects.toMatchObject({
      code: 'ARCHIVE_PLACE',
      exitCode: 78,
      place: {file: 'ecom-plan.yaml', field: 'archive'},
    })
  },
)

test('opening a folder makes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ecom-plan-open-'))
  const store = await openStore({...where, folder, place: 'archive'})
  expect(await store.list('')).toEqual([])
  await expect(rm(join(folder, 'archive'))).rejects.toThrow('ENOENT')
  await rm(folder, {recursive: true})
})
