import {spawn} from 'node:child_process'
import {copyFileSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {iamActionOf} from '../../src/catalog/iam-actions.js'
import {type Plan, planSchema} from '../../src/documents/plan.js'
import type {AwsObject} from '../../src/documents/snapshot.js'
import type {FakeCall} from '../aws-fake/server.js'
import {settle} from '../aws-fake/write-rds-instances.js'
import {type LiveShop, startLiveShop} from './live-shop.js'
import type {CliResult} from './run-cli.js'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))
const clock = new URL('./set-clock.mjs', import.meta.url).href
/** When the plan was made, and when it is applied where a test does not say otherwise. */
export const plannedAt = '2026-11-02T06:00:00.000Z'
const appliedAt = '2026-11-02T07:00:00.000Z'

export type RunOptions = {
  at?: string
  env?: Record<string, string>
  /** What is written to stdin; it ends at once where nothing is. */
  stdin?: string
  /** Called when the fake is called, with what sends a signal to the process. */
  onCall?: (call: FakeCall, kill: (signal: NodeJS.Signals) => void) => void
}

export type Applied = CliResult & {
  signal: NodeJS.Signals | null
  /** What was asked of AWS to change, in order. */
  writes: FakeCall[]
  calls: FakeCall[]
}

/** A shop on the wire with a plan that was made there. Every test starts from the estate of the plan. */
export type ApplyShop = {
  shop: LiveShop
  plan: Plan
  /** Puts the estate back, and gives a new folder with the config, changed as told, and the plan. */
  fresh: (change?: Record<string, unknown>) => string
  /** Runs the built command with --endpoint-url and a clock of its own. */
  run: (folder: string, args: readonly string[], options?: RunOptions) => Promise<Applied>
  /** The group or scalable target of that name as it is now. */
  group: (name: string) => AwsObject
  target: (name: string) => AwsObject
  close: () => Promise<void>
}

/** Whether a call changes AWS, by what IAM calls its action; an operation that nobody knows is taken for one. */
export function isWrite({service, operation}: FakeCall): boolean {
  const prefix = {monitoring: 'cloudwatch'}[service] ?? service
  const action = iamActionOf(`${prefix}:${operation}`)
  return action === undefined || action.access === 'write'
}

export async function startApplyShop(): Promise<ApplyShop> {
  const shop = await startLiveShop(plannedAt)
  const {aws, estate} = shop
  const home = shop.folder()
  const planPath = join(home, 'plan.json')
  const made = await shop.run(home, ['forecast', '--as-of', plannedAt, '--out-plan', planPath, '--json'])
  if (made.code !== 0) throw new Error(`the plan was not made: ${made.stderr}${made.stdout.slice(0, 500)}`)
  const plan = planSchema.parse(JSON.parse(readFileSync(planPath, 'utf8')))
  const find = (list: AwsObject[], field: string, name: string) => {
    const found = list.find((one) => one[field] === name)
    if (found === undefined) throw new Error(`the estate has no ${name}`)
    return found
  }
  return {
    shop,
    plan,
    fresh: (change = {}) => {
      estate.snapshot = structuredClone(shop.fresh.snapshot)
      // The quota that the plan asks for was granted.
      for (const quota of estate.snapshot.quotas) quota['Value'] = 4000
      Object.assign(estate, {isWritable: true, alias: 'shop-prod', allowed: null})
      aws.faults.length = 0
      const folder = shop.folder(change)
      copyFileSync(planPath, join(folder, 'plan.json'))
      return folder
    },
    run: (folder, args, options = {}) => run(shop, folder, args, options),
    group: (name) => find(estate.snapshot.autoScalingGroups, 'AutoScalingGroupName', name),
    target: (name) => find(estate.snapshot.scalableTargets, 'ResourceId', `service/shop/${name}`),
    close: shop.close,
  }
}

async function run(
  {aws, estate}: LiveShop,
  folder: string,
  args: readonly string[],
  {at = appliedAt, env = {}, stdin, onCall}: RunOptions,
): Promise<Applied> {
  const before = aws.calls.length
  // AWS's clock and this process's agree, whatever time a test says it is.
  estate.clockOffsetMs = Date.parse(at) - Date.now()
  // Commands that never ask AWS have no such flag.
  const named = env['AWS_ENDPOINT_URL'] === undefined ? ['--endpoint-url', aws.url] : []
  const child = spawn(process.execPath, [bin, ...args, ...named], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      NODE_OPTIONS: `--import ${clock}`,
      TEST_NOW: at,
      AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_EC2_METADATA_DISABLED: 'true',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const output = {stdout: '', stderr: ''}
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.stderr += text
  })
  child.stdin.on('error', () => {})
  child.stdin.end(stdin ?? '')
  aws.onCall = (call) => {
    // What RDS has begun is done when it is next looked at: nobody waits for minutes here.
    if (call.operation === 'DescribeDBInstances') settle(estate)
    onCall?.(call, (signal) => child.kill(signal))
  }
  const end = await new Promise<{code: number | null; signal: NodeJS.Signals | null}>((resolve) =>
    child.on('close', (code, signal) => resolve({code, signal})),
  )
  aws.onCall = () => {}
  const calls = aws.calls.slice(before)
  return {...end, ...output, calls, writes: calls.filter(isWrite)}
}

/** The confirmed apply of a script. */
export const confirmed = ['--yes', '--confirm', 'shop-prod']
