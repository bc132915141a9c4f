import {execFile} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {promisify} from 'node:util'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import type {AwsRequest, Patch} from '../../src/documents/patch.js'
import {exampleRun} from '../example-run.js'
import {describeWith} from '../require-tool.js'
import {type MotoServer, startMotoServer} from './moto-server.js'

const run = promisify(execFile)
const groupName = 'shop-web'

type ScheduledAction = {ScheduledActionName: string; StartTime: string; MinSize?: number; MaxSize?: number}
type Group = {AutoScalingGroupName: string; MinSize: number; MaxSize: number; DesiredCapacity: number}

/** PutScheduledAction → put-scheduled-action, as the AWS CLI spells it. */
const asCommand = (operation: string) => operation.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()

describeWith(['moto', 'aws'], 'the requests of the plan, through the AWS CLI', ({moto, aws}) => {
  const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-aws-cli-'))
  let server: MotoServer
  let patches: readonly Patch[] = []

  async function call(service: string, command: string, args: readonly string[]): Promise<unknown> {
    const {stdout} = await run(aws, [service, command, '--endpoint-url', server.url, '--output', 'json', ...args], {
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
        AWS_DEFAULT_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      timeout: 60_000,
    })
    return stdout.trim() === '' ? null : JSON.parse(stdout)
  }

  /** The request as the plan has it, unchanged, from a file. */
  async function send({service, operation, input}: AwsRequest): Promise<unknown> {
    const path = join(folder, 'input.json')
    writeFileSync(path, JSON.stringify(input))
    return call(service, asCommand(operation), ['--cli-input-json', pathToFileURL(path).href])
  }

  const scheduled = async () =>
    (await call('autoscaling', 'describe-scheduled-actions', ['--auto-scaling-group-name', groupName])) as {
      ScheduledUpdateGroupActions: ScheduledAction[]
    }

  async function group(): Promise<Group | undefined> {
    const names = ['--auto-scaling-group-names', groupName]
    const answer = (await call('autoscaling', 'describe-auto-scaling-groups', names)) as {AutoScalingGroups: Group[]}
    return answer.AutoScalingGroups[0]
  }

  function patchOf(operation: string): Patch & {undo: AwsRequest} {
    const patch = patches.find((each) => each.request.operation === operation && each.resource === groupName)
    if (patch === undefined) throw new Error(`the plan has no ${operation} for ${groupName}`)
    const {undo} = patch
    if ('impossible' in undo) throw new Error(`${patch.id} cannot be undone: ${undo.impossible}`)
    return {...patch, undo}
  }

  beforeAll(async () => {
    patches = (await exampleRun('bright-friday')).plan.patches
    server = await startMotoServer(moto)
  }, 60_000)

  afterAll(async () => {
    await server?.stop()
    rmSync(folder, {recursive: true})
  })

  // A group as it was before the plan, but empty, so that no instances are made; moto forgets between tests.
  beforeEach(async () => {
    await fetch(`${server.url}/moto-api/reset`, {method: 'POST'})
    const {before} = patchOf('UpdateAutoScalingGroup')
    const launch = ['--launch-configuration-name', 'web']
    const image = ['--image-id', 'ami-12345678', '--instance-type', 'c7g.xlarge']
    await call('autoscaling', 'create-launch-configuration', [...launch, ...image])
    const sizes = ['--min-size', '0', '--max-size', String(before['MaxSize'])]
    const place = ['--availability-zones', 'us-east-1a']
    const named = ['--auto-scaling-group-name', groupName]
    await call('autoscaling', 'create-auto-scaling-group', [...named, ...launch, ...sizes, ...place])
  }, 60_000)

  test('a scheduled minimum is accepted, read back as the plan has it, and undone', {timeout: 60_000}, async () => {
    const {request, undo} = patchOf('PutScheduledUpdateGroupAction')
    await send(request)
    const actions = (await scheduled()).ScheduledUpdateGroupActions
    expect(actions).toHaveLength(1)
    expect(actions[0]).toMatchObject({
      AutoScalingGroupName: groupName,
      ScheduledActionName: request.input['ScheduledActionName'],
      MinSize: request.input['MinSize'],
    })
    expect(Date.parse(actions[0]?.StartTime ?? '')).toBe(Date.parse(String(request.input['StartTime'])))
    expect(actions[0]).not.toHaveProperty('MaxSize')

    await send(undo)
    expect((await scheduled()).ScheduledUpdateGroupActions).toEqual([])
  })

  test('a raised maximum changes nothing else of the group, and is undone', {timeout: 60_000}, async () => {
    const {request, undo, before} = patchOf('UpdateAutoScalingGroup')
    const was = await group()
    expect(was).toMatchObject(before)
    await send(request)
    expect(request.input['MaxSize']).not.toBe(before['MaxSize'])
    expect(await group()).toEqual({...was, MaxSize: request.input['MaxSize']})

    await send(undo)
    expect(await group()).toEqual(was)
  })

  test('the AWS CLI refuses a field that AWS does not have', {timeout: 60_000}, async () => {
    const {request} = patchOf('PutScheduledUpdateGroupAction')
    await expect(send({...request, input: {...request.input, MinCapacity: 24}})).rejects.toThrow(/MinCapacity/)
  })
})
