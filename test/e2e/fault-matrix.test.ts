import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, afterEach, describe, expect, test, vi} from 'vitest'
import {PlanError} from '../../src/errors.js'
import {errorText, failureOf, type Warning} from '../../src/shell/base-command.js'
import {init} from '../../src/shell/init.js'
import {pull} from '../../src/shell/pull.js'
import {type MemoryStore, memoryStore} from '../archive/memory-store.js'
import {actionOf, type Call, type Strike, sentenceFor, strikesOf, titleOf} from './fault-matrix-cases.js'
import {contentsOf, firstDay, nextDay, openShop} from './fault-matrix-shop.js'
import '../seed.js'

/**
 * Every call that `pull` and `init` make × everything that can go wrong with it. What goes away is got past with the
 * same result; what stays ends in a sentence that says what to do; after either the archive is whole, and the next pull
 * makes it the one that was never struck.
 *
 * The commands' code runs here with the SDK as it is, over the wire; only its waiting is shortened. All of it with
 * ECOM_PLAN_DEEP=1 (some minutes), else a sample that ECOM_PLAN_SEED changes.
 */
const run = vi.hoisted(() => ({number: 0}))
vi.mock(import('../../src/aws/clients.js'), async (original) => {
  const real = await original()
  return {
    ...real,
    // Clients outlive a command here, and with them what they have left of tries: each case begins with fresh ones.
    makeClients: (options) => {
      const fresh = () => real.makeClients({...options, retryDelayMs: 1, requestTimeoutMs: 200, maxAttempts: 3})
      let made = {run: run.number, clients: fresh()}
      const clients = () => {
        if (made.run !== run.number) made = {run: run.number, clients: fresh()}
        return made.clients
      }
      return {
        region: options.region,
        profile: options.profile,
        endpointUrl: options.endpointUrl,
        writer: () => clients().writer(),
        of: (clientClass, region) => clients().of(clientClass, region),
        scout: (region) => clients().scout(region),
        callCount: () => clients().callCount(),
      }
    },
  }
})

/** An archive by the folder of its config: a thousand small files of each case would be most of the time. */
const archives = new Map<string, MemoryStore>()
vi.mock(import('../../src/store/open-store.js'), async () => ({
  openStore: async ({folder}) => archives.get(folder) ?? memoryStore(),
}))

const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
/** What the commands are known to call at the least: when the recording sees less, the matrix has shrunk. */
const pullCallsAtLeast = callsOf(`
  application-autoscaling DescribeScalableTargets DescribeScalingPolicies DescribeScheduledActions
  autoscaling DescribeAutoScalingGroups DescribePolicies DescribeScheduledActions
  ec2 DescribeInstanceTypes
  ecs DescribeCapacityProviders DescribeServices DescribeTaskDefinition
  elasticloadbalancing DescribeLoadBalancers DescribeTargetGroups
  monitoring GetMetricData
  rds DescribeDBInstances
  servicequotas GetServiceQuota
  sts GetCallerIdentity`)
const initCallsAtLeast = callsOf(`
  autoscaling DescribeAutoScalingGroups
  cloudfront ListDistributions
  ec2 DescribeInstances DescribeSecurityGroups
  ecs DescribeCapacityProviders DescribeServices DescribeTaskDefinition ListClusters ListServices
  elasticloadbalancing DescribeLoadBalancers DescribeTargetGroups
  monitoring GetMetricData
  rds DescribeDBInstances
  sts GetCallerIdentity`)

function callsOf(lists: string): Call[] {
  return lists
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [service = '', ...operations] = line.trim().split(' ')
      return operations.map((operation) => ({service, operation}))
    })
}

function chosen(calls: readonly Call[], {count, isReadingMuch}: {count: number; isReadingMuch: boolean}): Strike[] {
  const all = strikesOf(calls, {isReadingMuch})
  if (isDeep) return all
  const seed = Number(process.env['ECOM_PLAN_SEED'] ?? 20261127)
  return fc.sample(fc.shuffledSubarray(all, {minLength: count, maxLength: count}), {seed, numRuns: 1})[0] ?? []
}

const home = mkdtempSync(join(tmpdir(), 'ecom-plan-faults-'))
const shop = await openShop()
const seeded = memoryStore()
let count = 0

/** A folder whose archive has the first day. */
function archived(): {folder: string; store: MemoryStore} {
  const folder = `shop-${count++}`
  const store = memoryStore({blobs: new Map(seeded.blobs)})
  archives.set(folder, store)
  return {folder, store}
}

const runPull = (folder: string, asOf = nextDay) => pull({config: shop.config, folder, asOf, onProgress: () => {}})

async function runInit(): Promise<{config: string; warnings: Warning[]}> {
  const warnings: Warning[] = []
  const out = join(home, 'found.yaml')
  await init({
    fromSnapshot: undefined,
    profile: undefined,
    region: 'us-east-1',
    asOf: firstDay,
    tag: undefined,
    loadBalancer: 'shop',
    distribution: undefined,
    named: [],
    eventIds: [],
    answers: {
      service: null,
      timezone: null,
      profile: null,
      p95ResponseTime: null,
      errorRatio: null,
      requestsPerSession: null,
      sessionDuration: null,
      conversion: null,
    },
    out,
    isForced: true,
    isYes: true,
    terminal: null,
    argv: [],
    onProgress: () => {},
    onWarning: (warning) => warnings.push(warning),
    show: {discovery: () => {}, draft: () => {}},
  })
  return {config: readFileSync(out, 'utf8'), warnings}
}

/** The calls made so far, each once. */
function seen(): Call[] {
  const made = shop.aws.calls.map(({service, operation}) => `${service} ${operation}`)
  return callsOf([...new Set(made)].sort().join('\n'))
}

archives.set('seeded', seeded)
await runPull('seeded', firstDay)
shop.estate.now = nextDay

/** The run that is never struck: what it calls is what the matrix strikes, and its result what all others must have. */
shop.aws.calls.length = 0
const {folder: neverFolder, store: neverStore} = archived()
await runPull(neverFolder)
const never = await contentsOf(neverStore)
const pullCalls = seen()
shop.aws.calls.length = 0
const neverConfig = (await runInit()).config
const initCalls = seen()

afterEach(() => {
  shop.aws.faults.length = 0
  shop.aws.calls.length = 0
  archives.clear()
  run.number += 1
})
afterAll(async () => {
  await shop.close()
  rmSync(home, {recursive: true, force: true})
})

function strikeWith({faultCase, call, times, skip}: Strike): void {
  shop.aws.faults.push({...faultCase.fault, ...call, skip, ...(times === undefined ? {} : {times})})
}

/** What came of the work: null, or the failure, which is one that was expected and says what, where and what next. */
async function failureOfWork(work: Promise<unknown>): Promise<PlanError | null> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error === null || error instanceof PlanError) return error
  throw error
}

function expectSentence(failure: PlanError | null, {faultCase, call}: Strike): void {
  expect(failure).toMatchObject({kind: 'aws', exitCode: 4, code: faultCase.code})
  expect(failure?.message).toMatch(sentenceFor(faultCase.says, call))
  expect(failure?.suggestions.join('\n')).toMatch(sentenceFor(faultCase.suggests, call))
  expect(errorText(failureOf(failure as Error))).not.toMatch(/\n\s+at |undefined|NaN|\[object/)
}

/** `archive verify` is what it was before, which needs no reading where nothing was written. */
async function expectWhole(store: MemoryStore): Promise<void> {
  if (store.blobs.size > seeded.blobs.size) expect((await contentsOf(store)).bad).toEqual([])
  else expect(store.blobs).toEqual(seeded.blobs)
}

/** The archive holds what the one holds that was never struck: the same files, or the same in others. */
async function expectAsNever(store: MemoryStore): Promise<void> {
  if (isSame(store.blobs, neverStore.blobs)) return
  expect(await contentsOf(store)).toEqual(never)
}

function isSame(a: Map<string, Uint8Array>, b: Map<string, Uint8Array>): boolean {
  return a.size === b.size && [...a].every(([name, bytes]) => Buffer.compare(bytes, b.get(name) ?? Buffer.of()) === 0)
}

test('the matrix has every call that pull and init are known to make', () => {
  expect(pullCalls).toEqual(expect.arrayContaining(pullCallsAtLeast))
  expect(initCalls).toEqual(expect.arrayContaining(initCallsAtLeast))
  expect(never.bad).toEqual([])
  expect(never.series.length).toBeGreaterThan(50)
})

describe('pull', () => {
  test.each(chosen(pullCalls, {count: 14, isReadingMuch: true}).map((strike) => ({title: titleOf(strike), strike})))(
    '$title',
    async ({strike}) => {
      const {folder, store} = archived()
      strikeWith(strike)
      let warnings: Warning[] = []
      const work = runPull(folder).then((result) => {
        warnings = result.warnings
      })
      const failure = await failureOfWork(work)
      if (strike.times !== undefined) {
        expect(failure).toBeNull()
        expect(shop.aws.faults[0]?.times).toBe(0)
        expect(isSame(store.blobs, neverStore.blobs)).toBe(true)
        return
      }
      // What lies around the estate is done without where it may not be read, and that is said.
      if (failure === null && strike.faultCase.code === 'ACCESS_DENIED') {
        expect(warnings.map(({message}) => message).join('\n')).toContain(actionOf(strike.call))
        expect(await contentsOf(store)).toMatchObject({series: never.series, bad: []})
        return
      }
      expectSentence(failure, strike)
      await expectWhole(store)
      // What was read before it is kept, and what was not is not marked as if it had been.
      shop.aws.faults.length = 0
      await runPull(folder)
      await expectAsNever(store)
    },
  )
})

describe('init', () => {
  test.each(chosen(initCalls, {count: 20, isReadingMuch: false}).map((strike) => ({title: titleOf(strike), strike})))(
    '$title',
    async ({strike}) => {
      strikeWith(strike)
      let found: Awaited<ReturnType<typeof runInit>> | undefined
      const work = runInit().then((result) => {
        found = result
      })
      const failure = await failureOfWork(work)
      if (strike.times !== undefined) {
        expect(failure).toBeNull()
        expect(found?.config).toBe(neverConfig)
        return
      }
      // init does without some permissions, and says what that costs.
      if (failure === null && strike.faultCase.code === 'ACCESS_DENIED') {
        const said = [...(found?.warnings.map(({message}) => message) ?? []), found?.config].join('\n')
        expect(said).toContain(actionOf(strike.call))
        return
      }
      expectSentence(failure, strike)
    },
  )
})
