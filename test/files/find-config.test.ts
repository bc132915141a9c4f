import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {findConfig} from '../../src/files/find-config.js'

const root = mkdtempSync(join(tmpdir(), 'ecom-plan-find-'))
afterAll(() => rmSync(root, {recursive: true}))
const shop = join(root, 'repository/shops/eu')
mkdirSync(shop, {recursive: true})
mkdirSync(join(root, 'repository/.git'))

test('stops at the root of the repository', async () => {
  writeFileSync(join(root, 'ecom-plan.yaml'), '')
  await expect(findConfig(shop)).rejects.toMatchObject({code: 'CONFIG_MISSING', exitCode: 78})
})

test('finds the nearest one above, and here before above', async () => {
  writeFileSync(join(root, 'repository/ecom-plan.yaml'), '')
  expect(await findConfig(shop)).toBe('../../ecom-plan.yaml')
  writeFileSync(join(shop, 'ecom-plan.yaml'), '')
  expect(await findConfig(shop)).toBe('ecom-plan.yaml')
  rmSync(join(shop, 'ecom-plan.yaml'))
  rmSync(join(root, 'repository/ecom-plan.yaml'))
})
