import {NormalizedSchema} from '@smithy/core/schema'
import {describe, expect, test} from 'vitest'
import {findOperation} from './operations.js'
import {services} from './services.js'
import {validateInput} from './validate-input.js'

/** The fake reads the SDK's inner schemas. When an upgrade changes them, these fail first and say so. */
describe("the SDK's schemas are as the fake expects them", () => {
  test.each(Object.entries(services))('%s: every handled operation is known', (_name, {sdk, handlers, writes}) => {
    const reads = Object.keys(handlers)
    const names = [...reads, ...Object.keys(writes ?? {})]
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) {
      const operation = findOperation(sdk, name)
      expect(operation, name).not.toBeNull()
      // Some writes answer nothing.
      if (operation && reads.includes(name))
        expect(NormalizedSchema.of(operation.output).isStructSchema(), name).toBe(true)
    }
  })

  test('an unknown layout is loud', () => {
    expect(() => findOperation({Ping$: {name: 'Ping'}}, 'Ping')).toThrow(/in a way that the fake does not know/)
    expect(findOperation({}, 'Ping')).toBeNull()
  })
})

const scheduled = {
  AutoScalingGroupName: 'corner-web',
  ScheduledActionName: 'ecom-plan-bf26-up',
  StartTime: '2026-11-27T04:30:00Z',
  MinSize: 40,
  MaxSize: 80,
}

describe('validateInput', () => {
  test.each([
    {service: 'autoscaling', operation: 'PutScheduledUpdateGroupAction', input: scheduled},
    {service: 'autoscaling', operation: 'UpdateAutoScalingGroup', input: {AutoScalingGroupName: 'a', MaxSize: 80}},
    {
      service: 'application-autoscaling',
      operation: 'PutScheduledAction',
      input: {
        ServiceNamespace: 'ecs',
        ResourceId: 'service/corner/checkout',
        ScalableDimension: 'ecs:service:DesiredCount',
        ScheduledActionName: 'up',
        Schedule: 'at(2026-11-26T23:30:00)',
        Timezone: 'America/New_York',
        ScalableTargetAction: {MinCapacity: 150, MaxCapacity: 400},
      },
    },
    {
      service: 'rds',
      operation: 'ModifyDBInstance',
      input: {DBInstanceIdentifier: 'corner-db', StorageType: 'gp3', Iops: 24000, ApplyImmediately: true},
    },
  ] as const)('accepts $service $operation', (request) => {
    expect(validateInput(request)).toEqual([])
  })

  test.each([
    [{...scheduled, ScheduledActionName: undefined}, 'ScheduledActionName: required and missing'],
    [{...scheduled, MinimumSize: 3}, 'MinimumSize: no such member'],
    [{...scheduled, MinSize: '40'}, 'MinSize: expected a number, found "40"'],
    [{...scheduled, StartTime: 'tomorrow'}, 'StartTime: expected an ISO time, found "tomorrow"'],
    [{...scheduled, TimeZone: 5}, 'TimeZone: expected text, found 5'],
  ])('finds what is wrong: %j', (input, problem) => {
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    const operation = 'PutScheduledUpdateGroupAction'
    expect(validateInput({service: 'autoscaling', operation, input: given})).toEqual([`${operation}.${problem}`])
  })

  test('looks inside structures and lists', () => {
    const input = {
      AutoScalingGroupName: 'a',
      PolicyName: 'p',
      StepAdjustments: [{ScalingAdjustment: 1}, {MetricIntervalLowerBound: 0}],
      TargetTrackingConfiguration: {TargetValue: 50, DisableScaleIn: 'no', PredefinedMetricSpecification: {Kind: 'x'}},
    }
    expect(validateInput({service: 'autoscaling', operation: 'PutScalingPolicy', input})).toEqual([
      'PutScalingPolicy.StepAdjustments[1].ScalingAdjustment: required and missing',
      'PutScalingPolicy.TargetTrackingConfiguration.DisableScaleIn: expected true or false, found "no"',
      'PutScalingPolicy.TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType: required and missing',
      'PutScalingPolicy.TargetTrackingConfiguration.PredefinedMetricSpecification.Kind: no such member',
    ])
  })

  test('knows no operation that the SDK does not', () => {
    expect(validateInput({service: 'rds', operation: 'ModifyDatabase', input: {}})).toEqual([
      'rds has no operation ModifyDatabase',
    ])
  })
})
