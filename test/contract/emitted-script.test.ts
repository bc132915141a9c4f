import {spawn} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScheduledActionsCommand,
  PutScheduledUpdateGroupActionCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling'
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts'
import {afterAll, beforeAll, beforeEach, expect, test} from 'vitest'
import type {Patch} from '../../src/documents/patch.js'
import type {Plan} from '../../src/documents/plan.js'
import {renderAwsCli} from '../../src/report/emit/render-aws-cli.js'
import {everyPatch, plainNames} from '../report/emit/every-patch.js'
import {sampleRun} from '../report/sample-run.js'
import {describeWith} from '../require-tool.js'
import {type MotoServer, startMotoServer} from './moto-server.js'

const groupName = 'shop-web'

describeWith(['moto', 'aws'], 'the emitted script, by the AWS CLI', ({moto, aws}) => {
  const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-emitted-script-'))
  let server: MotoServer
  let client: AutoScalingClient
  let plan: Plan
  /** What moto takes: a raised maximum and scheduled minima of a group. */
  const patches: Patch[] = everyPatch(plainNames).filter(({id}) => ['web-max-size', 'web-min-1'].includes(id))
  const settings = () => ({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: {accessKeyId: 'x', secretAccessKey: 'x'},
  })

  async function runScript(word: string, now: string): Promise<{code: number | null; stderr: string}> {
    const path = join(folder, 'apply.sh')
    writeFileSync(path, `date() { echo ${now}; }\n${renderAwsCli({plan, patches})}`)
    const child = spawn('sh', [path, word], {
      env: {
        PATH: `${dirname(aws)}:${process.env['PATH'] ?? ''}`,
        HOME: folder,
        AWS_ENDPOINT_URL: server.url,
        AWS_ACCESS_KEY_ID: 'x',
        AWS_SECRET_ACCESS_KEY: 'x',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    return {code: await new Promise((resolve) => child.on('close', resolve)), stderr}
  }

  async function state(): Promise<unknown> {
    const named = {AutoScalingGroupNames: [groupName]}
    const [group] = (await client.send(new DescribeAutoScalingGroupsCommand(named))).AutoScalingGroups ?? []
    const answer = await client.send(new DescribeScheduledActionsCommand({AutoScalingGroupName: groupName}))
    const actions = (answer.ScheduledUpdateGroupActions ?? []).map(
      ({ScheduledActionName, StartTime, MinSize, MaxSize, DesiredCapacity}) => ({
        ScheduledActionName,
        StartTime: StartTime?.toISOString(),
        MinSize,
        MaxSize,
        DesiredCapacity,
      }),
    )
    return {MinSize: group?.MinSize, MaxSize: group?.MaxSize, DesiredCapacity: group?.DesiredCapacity, actions}
  }

  /** The same shop each time: a group without instances, of 36 at most. */
  async function makeGroup(): Promise<void> {
    await fetch(`${server.url}/moto-api/reset`, {method: 'POST'})
    const LaunchConfigurationName = 'web'
    const image = {ImageId: 'ami-12345678', InstanceType: 'c7g.xlarge'}
    await client.send(new CreateLaunchConfigurationCommand({LaunchConfigurationName, ...image}))
    const sizes = {MinSize: 0, MaxSize: 36, AvailabilityZones: ['us-east-1a']}
    await client.send(
      new CreateAutoScalingGroupCommand({AutoScalingGroupName: groupName, LaunchConfigurationName, ...sizes}),
    )
  }

  beforeAll(async () => {
    server = await startMotoServer(moto)
    client = new AutoScalingClient(settings())
    const {Account = ''} = await new STSClient(settings()).send(new GetCallerIdentityCommand({}))
    plan = {...sampleRun.plan, account: Account, patches}
  }, 60_000)
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, {recursive: true})
  })
  beforeEach(makeGroup, 60_000)

  test('leaves what the plan’s requests leave when they are sent one by one, and restore takes it back', {
    timeout: 120_000,
  }, async () => {
    const rest = await state()
    for (const {request} of patches) {
      const input = request.input as never
      const isGroup = request.operation === 'UpdateAutoScalingGroup'
      await client.send(
        (isGroup
          ? new UpdateAutoScalingGroupCommand(input)
          : new PutScheduledUpdateGroupActionCommand({
              ...(request.input as {AutoScalingGroupName: string; ScheduledActionName: string}),
              StartTime: new Date(String(request.input['StartTime'])),
            })) as never,
      )
    }
    const sent = await state()
    expect(sent).not.toEqual(rest)

    await makeGroup()
    expect(await state()).toEqual(rest)
    expect(await runScript('apply', '20261125120000')).toMatchObject({code: 0})
    expect(await state()).toEqual(sent)
    expect(await runScript('restore', '20261129120000')).toMatchObject({code: 0})
    expect(await state()).toEqual(rest)
  })

  test('a second time it sends nothing that is there, and a changed limit stops it', {timeout: 300_000}, async () => {
    await runScript('apply', '20261125120000')
    const again = await runScript('apply', '20261125120000')
    expect(again.stderr).toContain('web-max-size: holds it already')
    await client.send(new UpdateAutoScalingGroupCommand({AutoScalingGroupName: groupName, MaxSize: 100}))
    const before = await state()
    expect(await runScript('apply', '20261125120000')).toMatchObject({code: 6})
    expect(await state()).toEqual(before)
  })
})
