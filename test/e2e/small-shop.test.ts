import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {runCli} from './run-cli.js'
import {startSmallShop} from './small-shop.js'

let shop: Awaited<ReturnType<typeof startSmallShop>>

beforeAll(async () => {
  shop = await startSmallShop()
})
afterAll(() => shop.close())

test('from an empty folder: init --yes, then forecast, with no edit of the YAML and a role that only reads', async () => {
  const run = (args: string[]) => runCli(args, {cwd: shop.folder, env: shop.env})
  const found = await run(['init', '--yes'])
  expect(found).toMatchObject({code: 0, stderr: expect.not.stringContaining('Error')})
  const written = readFileSync(join(shop.folder, 'ecom-plan.yaml'), 'utf8')
  expect((await run(['config', 'validate'])).code).toBe(0)
  const {code, stdout} = await run(['forecast', '--json'])
  expect(code).toBe(0)
  const {plan, forecast, models} = JSON.parse(stdout).data
  expect(forecast.occurrences).toHaveLength(1)
  expect(models.map(({tier}: {tier: string}) => tier)).toEqual(['web', 'cart', 'checkout'])
  expect(plan.limits.map(({tier}: {tier: string}) => tier)).toContain('shop-db')
  const extrapolated = plan.blockers.find(({code: name}: {code: string}) => name === 'CAPACITY_EXTRAPOLATED')
  expect(extrapolated.message).toContain('cart')
  expect(extrapolated.next).toMatch(/^what would help most: load-test \w+/)
  expect(readFileSync(join(shop.folder, 'ecom-plan.yaml'), 'utf8')).toBe(written)
  expect(shop.aws.calls.filter(({isMutating}) => isMutating)).toEqual([])
})
