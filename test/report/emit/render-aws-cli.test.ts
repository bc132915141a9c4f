import '../../seed.js'
import {spawnSync} from 'node:child_process'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {AwsRequest, Patch} from '../../../src/documents/patch.js'
import {awsCommand} from '../../../src/report/emit/aws-command.js'
import {heldBack} from '../../../src/report/emit/emit-view.js'
import {renderAwsCli} from '../../../src/report/emit/render-aws-cli.js'
import {sampleRun} from '../sample-run.js'
import {awkwardNames} from './awkward-names.js'
import {everyPatch, everyPlan, plainNames} from './every-patch.js'
import {type Answers, runScript, writesOf} from './run-script.js'

const account = sampleRun.plan.account
const scriptOf = (patches: readonly Patch[]) => renderAwsCli({plan: everyPlan(patches), patches})
const sent = (patches: readonly Patch[]) => patches.filter((patch) => heldBack(patch) === null)
const asWrite = (request: AwsRequest, region = sampleRun.plan.region) => ({
  command: awsCommand(request).join(' '),
  region,
  input: request.input,
})

/** Everything as it was when the plan was made. */
const untouched: Answers = [
  ['get-caller-identity', account],
  ['ScalingPolicies[0].PredictiveScalingConfiguration', 'None'],
  ['ScalingPolicies[0].TargetTrackingScalingPolicyConfiguration', 'None'],
  ['AutoScalingGroups[0].MaxSize', '36'],
  ['AutoScalingGroups[0].[MinSize', '12\t19'],
  ['ScalableTargets[0].MaxCapacity', '40'],
  ['services[0].desiredCount', '20'],
  ['PredefinedMetricType', 'ALBRequestCountPerTarget'],
  ['TargetValue', '1800.0'],
  ['DisableScaleIn', 'False'],
  ['ServerlessV2ScalingConfiguration.MinCapacity', '2.0'],
  ['ServerlessV2ScalingConfiguration.MaxCapacity', '32.0'],
  ['WarmPoolConfiguration', 'None'],
  ['MinimumLoadBalancerCapacity.CapacityUnits', 'None'],
]
/** Everything as the plan leaves it, the scheduled actions still to come. */
const applied: Answers = [
  ['get-caller-identity', account],
  ['PredictiveScalingConfiguration.Mode', 'ForecastOnly'],
  ['SchedulingBufferTime', '600'],
  ['TargetTrackingScalingPolicyConfiguration.TargetValue', '45.0'],
  ['TargetTrackingScalingPolicyConfiguration.PredefinedMetricSpecification', 'ECSServiceAverageCPUUtilization'],
  ['ScaleInCooldown', '300'],
  ['WarmPoolConfiguration.PoolState', 'Stopped'],
  ['MinimumLoadBalancerCapacity.CapacityUnits', '1500'],
  ['CapacityReservations[0]', 'cr-0123456789abcdef0'],
  ['AutoScalingGroups[0].MaxSize', '48'],
  ['AutoScalingGroups[0].[MinSize', '12\t19'],
  ['ScalableTargets[0].MaxCapacity', '84'],
  ['services[0].desiredCount', '20'],
  ['PredefinedMetricType', 'ALBRequestCountPerTarget'],
  ['TargetValue', '1500.0'],
  ['DisableScaleIn', 'False'],
  ['ServerlessV2ScalingConfiguration.MinCapacity', '2.0'],
  ['ServerlessV2ScalingConfiguration.MaxCapacity', '64.0'],
  ['length(', '1'],
  ['WarmPoolConfiguration', '8'],
]
const labelled = (answers: Answers, label: string): Answers => [...answers, ['ResourceLabel', label]]
const before = '20261125120000'
const after = '20261129120000'
const answered = (answers: Answers, text: string, answer: string): Answers => [[text, answer], ...answers]

const patches = everyPatch(plainNames)
const script = scriptOf(patches)
const run = (word: string | null, answers: Answers, now = before, env = {}) =>
  runScript({script, word, now, answers: labelled(answers, plainNames.label), env})

/** The calls of the script, held back or not: a comment taken away is a call. */
const commented = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/^( +)# (?=begin |field |there |fits |send |\{|\}| {2}| {4})/, '$1'))
    .join('\n')

test.each(['sh', 'bash'])('%s reads it', (shell) => {
  const {status, stderr} = spawnSync(shell, ['-n'], {input: script, encoding: 'utf8'})
  expect([status, stderr]).toEqual([0, ''])
})

describe('apply', () => {
  test('sends each request as the plan has it, in its order, and what needs a person not at all', () => {
    const {code, calls, stderr} = run('apply', untouched)
    expect(stderr).not.toMatch(/Ended/)
    expect(code).toBe(0)
    expect(writesOf(calls)).toEqual(sent(patches).map(({request}) => asWrite(request)))
    expect(sent(patches).length).toBeLessThan(patches.length)
  })

  test('what is held back is the same call, once a person takes its comment away', () => {
    const {calls, code} = runScript({
      script: commented(script),
      word: 'apply',
      now: before,
      answers: labelled(
        [
          ...untouched,
          ['DBInstances[0].DBInstanceClass', 'db.r7g.2xlarge'],
          ['AllocatedStorage', '800'],
          ['Iops', '12000'],
        ],
        plainNames.label,
      ),
    })
    expect(code).toBe(0)
    expect(writesOf(calls)).toEqual(patches.map(({request}) => asWrite(request)))
  })

  test('in another account it sends nothing and ends with 6', () => {
    const {code, calls, stderr} = run('apply', answered(untouched, 'get-caller-identity', '999999999999'))
    expect(code).toBe(6)
    expect(stderr).toContain('the credentials are of 999999999999')
    expect(calls).toHaveLength(1)
  })

  test('without an answer who asks it sends nothing', () => {
    const {code, calls} = run('apply', answered(untouched, 'get-caller-identity', 'FAIL'))
    expect([code, calls.length]).toEqual([254, 1])
  })

  test('an expired plan is refused', () => {
    const {code, calls, stderr} = run('apply', untouched, '20261130120000')
    expect(code).toBe(6)
    expect(stderr).toContain('expired')
    expect(writesOf(calls)).toEqual([])
  })

  test('a limit that somebody changed stops it before its call, and says what is live', () => {
    const {code, calls, stderr} = run('apply', answered(untouched, 'ScalableTargets[0].MaxCapacity', '60'))
    expect(code).toBe(5)
    expect(stderr).toContain('catalog-max-capacity: MaxCapacity holds 60, neither 40 nor 84')
    const earlier = sent(patches).findIndex(({id}) => id === 'catalog-max-capacity')
    expect(writesOf(calls)).toHaveLength(earlier)
    expect(stderr).toContain(`${earlier} calls were sent and are live`)
  })

  test('a maximum that is higher than planned is not lowered', () => {
    const {code, calls} = run('apply', answered(untouched, 'AutoScalingGroups[0].MaxSize', '200'))
    expect([code, writesOf(calls)]).toEqual([6, []])
  })

  test('what is there already is not sent again', () => {
    const {code, calls} = run('apply', applied)
    expect(code).toBe(0)
    const again = writesOf(calls).map(({command}) => command)
    expect(again).not.toContain('autoscaling update-auto-scaling-group')
    expect(again).not.toContain('application-autoscaling register-scalable-target')
    expect(again).not.toContain('rds modify-db-cluster')
  })

  test('what is not due yet waits, and what is too late is told with 5', () => {
    const early = run('apply', untouched, '20261124120000')
    expect(early.code).toBe(0)
    expect(early.stderr).toContain('alb-lcu: not yet: from 20261125000000 UTC')
    expect(writesOf(early.calls).map(({command}) => command)).not.toContain('elbv2 modify-capacity-reservation')
    const late = run('apply', untouched, '20261127000000')
    expect(late.code).toBe(5)
    expect(late.stderr).toContain('web-min-1: too late: until 20261126224900 UTC')
  })

  test('a call that fails ends it there', () => {
    const {code, calls} = run('apply', answered(untouched, 'put-scaling-policy', 'FAIL'))
    expect(code).toBe(254)
    expect(writesOf(calls).at(-1)?.command).toBe('autoscaling put-scaling-policy')
  })

  test('changes of another account wait for its credentials, and of another Region go there', () => {
    const placed = patches.map((patch) => {
      if (patch.tier === 'catalog') return {...patch, place: {account: '222222222222', region: 'eu-west-1'}}
      return patch.tier === 'db' ? {...patch, place: {account, region: 'us-west-2'}} : patch
    })
    const {calls, stderr, code} = runScript({
      script: scriptOf(placed),
      word: 'apply',
      now: before,
      answers: labelled(untouched, plainNames.label),
    })
    expect(code).toBe(0)
    expect(stderr).toContain('catalog-max-capacity: is for account 222222222222')
    const here = sent(placed).filter(({tier}) => tier !== 'catalog')
    expect(writesOf(calls)).toEqual(here.map(({request, place}) => asWrite(request, place?.region)))
  })

  test('AWS_ENDPOINT_URL goes along with each call', () => {
    const {calls} = run('apply', untouched, before, {AWS_ENDPOINT_URL: 'http://127.0.0.1:5000'})
    expect(calls.filter((words) => !words.includes('http://127.0.0.1:5000'))).toEqual([])
  })
})

describe('restore', () => {
  const undone = sent(patches)
    .toReversed()
    .flatMap(({undo}) => ('impossible' in undo || undo.operation === 'DeleteDBInstance' ? [] : [undo]))
    // The id of a reservation is AWS's own, found by its tag.
    .map((undo) =>
      undo.operation === 'CancelCapacityReservation'
        ? {...undo, input: {CapacityReservationId: 'cr-0123456789abcdef0'}}
        : undo,
    )

  test.each([
    ['before the event', before],
    ['after it', after],
  ])('%s it takes each change back, the last first', (_, now) => {
    const {code, calls, stderr} = run('restore', applied, now)
    expect(stderr).not.toMatch(/Ended/)
    expect(code).toBe(0)
    expect(writesOf(calls)).toEqual(undone.map((undo) => asWrite(undo)))
  })

  test('in the event it takes nothing back', () => {
    const {code, calls} = run('restore', applied, '20261127120000')
    expect([code, writesOf(calls)]).toEqual([6, []])
  })

  test.each([
    ['a group', 'AutoScalingGroups[0].[MinSize', '12\t40', 'autoscaling update-auto-scaling-group'],
    [
      'a group whose minimum is raised',
      'AutoScalingGroups[0].[MinSize',
      '48\t30',
      'autoscaling update-auto-scaling-group',
    ],
    ['a service', 'services[0].desiredCount', '41', 'application-autoscaling register-scalable-target'],
  ])('the maximum of %s is not lowered under what is in use', (_, text, answer, command) => {
    const {code, calls, stderr} = run('restore', answered(applied, text, answer), after)
    expect(code).toBe(5)
    expect(stderr).toMatch(/\d+ in use, more than \d+/)
    const commands = writesOf(calls).map((write) => write.command)
    expect(commands).not.toContain(command)
    expect(commands).toHaveLength(undone.length - 1)
  })

  test.each(['None', '', 'many', '-1'])('an answer of %j where a number of units should be stops it', (answer) => {
    const {code, calls} = run('restore', answered(applied, 'services[0].desiredCount', answer), after)
    expect(code).toBe(5)
    expect(writesOf(calls).map(({command}) => command)).not.toContain(
      'application-autoscaling register-scalable-target',
    )
  })

  test('what has gone by itself is not deleted', () => {
    const {code, calls} = run('restore', answered(applied, 'length(', '0'), after)
    expect(code).toBe(0)
    expect(writesOf(calls).filter(({command}) => /delete-(scheduled|policy|scaling)/.test(command))).toEqual([])
  })

  test('a database is deleted by no comment-free call', () => {
    const lines = script.split('\n').filter((line) => line.includes('send rds delete-db-instance'))
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter((line) => !/^ *# /.test(line))).toEqual([])
  })

  test('a limit that somebody changed since stops it', () => {
    const {code} = run('restore', answered(applied, 'AutoScalingGroups[0].MaxSize', '60'), after)
    expect(code).toBe(5)
  })

  test('never applied, it finds nothing to take back', () => {
    const rested = answered(answered(untouched, 'length(', '0'), 'CapacityReservations[0]', 'None')
    const commands = writesOf(run('restore', rested, after).calls).map(({command}) => command)
    // What can be read is not sent; the rest is the same when it is sent again.
    expect(commands).toEqual([
      'ecs update-service',
      'ecs update-capacity-provider',
      'autoscaling disable-metrics-collection',
    ])
  })

  test('a maximum is lowered by no comment-free call where nothing tells what is in use', () => {
    const unknown = patches.flatMap((patch) =>
      patch.id === 'catalog-max-capacity' && !('impossible' in patch.undo)
        ? [{...patch, undo: {...patch.undo, input: {...patch.undo.input, ServiceNamespace: 'dynamodb'}}}]
        : [],
    )
    const text = scriptOf(unknown)
    expect(text).toContain('cannot read what is in use')
    expect(text.slice(text.indexOf('restore() {'))).not.toMatch(/^ *send /m)
  })
})

test.each([null, 'undo', '--help'])('with %j it says how it is used and asks nothing', (word) => {
  const {code, calls, stderr} = run(word, untouched)
  expect([code, calls]).toEqual([64, []])
  expect(stderr).toMatch(/^usage: sh .* apply\|restore {3}\(Black Friday 2026, plan p-91d4\)\n$/)
})

test('whatever names hold, what reaches the AWS CLI is the request', () => {
  fc.assert(
    fc.property(awkwardNames, (names) => {
      const named = everyPatch(names)
      const {code, calls, stderr} = runScript({
        script: scriptOf(named),
        word: 'apply',
        now: before,
        answers: labelled(untouched, /\p{Cc}/u.test(names.label) ? 'unasked' : names.label),
      })
      expect([code, stderr.match(/Ended.*/)?.[0]]).toEqual([0, undefined])
      expect(writesOf(calls)).toEqual(sent(named).map(({request}) => asWrite(request)))
    }),
    {numRuns: 10},
  )
})

test('each patch has its place in both functions, and each line of them is ASCII but for our own words', () => {
  for (const {id} of patches) expect(script.split(`# ${id} · `)).toHaveLength(3)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
  expect(script).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e]/)
})
