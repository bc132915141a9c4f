import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gunzipSync, gzipSync} from 'node:zlib'
import {afterAll, expect, test} from 'vitest'
import {runSchema} from '../../src/documents/run.js'
import {runCli} from '../e2e/run-cli.js'
import {exampleFolder} from '../example-run.js'

/** Each case takes something away of the full example: what still stands is planned, and what is missing is named. */
const home = mkdtempSync(join(tmpdir(), 'ecom-plan-partial-'))
afterAll(() => rmSync(home, {recursive: true, force: true}))

type Named = Record<string, unknown>
const estate = (change: (estate: Record<string, Named[]>) => void) => (folder: string) => {
  const path = join(folder, 'estate.json')
  const whole = JSON.parse(readFileSync(path, 'utf8'))
  change(whole)
  writeFileSync(path, JSON.stringify(whole))
}
const withoutMetricsOf = (name: string) => (folder: string) => {
  const path = join(folder, 'metrics.json.gz')
  const metrics = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'))
  metrics.series = metrics.series.filter(
    ({dimensions}: {dimensions: Named}) => !Object.values(dimensions).includes(name),
  )
  writeFileSync(path, gzipSync(JSON.stringify(metrics)))
}
const elsewhere = (folder: string) => {
  const moved = (text: string) => text.replaceAll('us-east-1', 'eu-central-2')
  for (const file of ['ecom-plan.yaml', 'estate.json']) {
    writeFileSync(join(folder, file), moved(readFileSync(join(folder, file), 'utf8')))
  }
  const path = join(folder, 'metrics.json.gz')
  writeFileSync(path, gzipSync(moved(gunzipSync(readFileSync(path)).toString('utf8'))))
}
const database = (whole: Record<string, Named[]>) =>
  whole['dbInstances']?.find((one) => one['DBInstanceIdentifier'] === 'shop-db') ?? {}

type Case = {name: string; spoil: (folder: string) => void; missing: string[]; says: RegExp}
const cases: Case[] = [
  {
    name: 'a database with no metrics',
    spoil: withoutMetricsOf('shop-db'),
    missing: ['orders-db', 'payments'],
    says: /orders-db.*neither CPU nor IOPS of shop-db was measured over half a day/,
  },
  {
    name: 'a load test of one step',
    spoil: (folder) => {
      const tests = join(folder, 'loadtests/web')
      for (const file of readdirSync(tests).sort().slice(1)) rmSync(join(tests, file))
    },
    missing: ['payments'],
    says: /The load test of web \(autocannon\) has one step.*where the limit lies it does not say.*ecom-plan loadtest stages/,
  },
  {
    name: 'an instance type that nothing is known of',
    spoil: estate((whole) => {
      const group = whole['autoScalingGroups']?.find((one) => one['AutoScalingGroupName'] === 'shop-web')
      for (const instance of (group?.['Instances'] ?? []) as Named[]) instance['InstanceType'] = 'c9x.xlarge'
    }),
    missing: ['web', 'payments'],
    says: /web.*nothing is known of c9x\.xlarge, a type of shop-web/,
  },
  {
    name: 'a class that the catalogue does not know',
    spoil: estate((whole) => {
      database(whole)['DBInstanceClass'] = 'db.z9.huge'
    }),
    missing: ['orders-db', 'payments'],
    says: /orders-db \(shop-db\) runs on db\.z9\.huge, which the catalogue does not know/,
  },
  {
    name: 'replicas that go round',
    spoil: estate((whole) => {
      database(whole)['ReadReplicaSourceDBInstanceIdentifier'] = 'shop-db-replica'
    }),
    missing: ['orders-db', 'orders-replica', 'payments'],
    says: /replica of itself, shop-db of shop-db-replica of shop-db: mend the inventory/,
  },
  {
    name: 'a Region without prices',
    spoil: elsewhere,
    missing: ['payments'],
    says: /Price unknown in eu-central-2 for web.*ecom-plan pull --refresh-catalog, or forecast --prices FILE/,
  },
]

test.each(cases)(
  '$name: the rest of the plan stands, and what is missing is named',
  async ({name, spoil, missing, says}) => {
    const folder = join(home, name.replaceAll(' ', '-'))
    cpSync(exampleFolder('bright-friday'), folder, {recursive: true})
    spoil(folder)
    const {code, stdout} = await runCli(['forecast', '-c', join(folder, 'ecom-plan.yaml'), '--offline', '--json'])
    expect(code).toBe(0)
    const {plan, models} = runSchema.parse(JSON.parse(stdout).data)
    expect(plan.notModelled.map(({tier}) => tier)).toEqual(missing)
    expect(plan.verdict).not.toBe('ready')
    const said = [
      ...plan.notModelled.map(({tier, why}) => `${tier} ${why}`),
      ...plan.blockers.map(({message, next}) => `${message} ${next}`),
    ]
    expect(
      said.some((one) => says.test(one)),
      said.join('\n'),
    ).toBe(true)
    // What else there is was sized.
    expect(plan.limits.some(({tier}) => tier === 'catalog')).toBe(true)
    // One step that kept the SLO is no reason to buy a thousand instances.
    const web = models.find(({tier}) => tier === 'web')
    if (web !== undefined) expect(web.unitRps).toBeGreaterThan(400)
  },
)
