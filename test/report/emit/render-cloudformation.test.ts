import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parse, parseDocument} from 'yaml'
import {cloudFormationEdit} from '../../../src/report/emit/cloudformation-edit.js'
import {cloudFormationResource} from '../../../src/report/emit/cloudformation-resource.js'
import {heldBack} from '../../../src/report/emit/emit-view.js'
import {renderCloudFormation} from '../../../src/report/emit/render-cloudformation.js'
import {yamlLines} from '../../../src/report/emit/yaml-lines.js'
import {awkwardNames, awkwardText} from './awkward-names.js'
import {everyPatch, everyPlan, type Names, plainNames} from './every-patch.js'

type Resource = {Type: string; Condition: string; Properties: Record<string, unknown>}
type Template = {Resources: Record<string, Resource>; Conditions: unknown}

/** What CloudFormation requires of each type that is written. */
const required: Record<string, string[]> = {
  'AWS::AutoScaling::ScheduledAction': ['AutoScalingGroupName'],
  'AWS::AutoScaling::ScalingPolicy': ['AutoScalingGroupName', 'PolicyType'],
  'AWS::AutoScaling::WarmPool': ['AutoScalingGroupName'],
  'AWS::ApplicationAutoScaling::ScalingPolicy': [
    'PolicyName',
    'PolicyType',
    'ResourceId',
    'ScalableDimension',
    'ServiceNamespace',
  ],
  'AWS::EC2::CapacityReservation': ['AvailabilityZone', 'InstanceCount', 'InstancePlatform', 'InstanceType'],
  'AWS::RDS::DBInstance': ['DBInstanceIdentifier', 'DBInstanceClass'],
}

const patches = everyPatch(plainNames)
const textOf = (names: Names) => {
  const named = everyPatch(names)
  return renderCloudFormation({plan: everyPlan(named), patches: named})
}
const text = textOf(plainNames)
const template = parse(text) as Template

test('it is YAML of both versions without a doubt', () => {
  for (const version of ['1.1', '1.2'] as const) {
    const document = parseDocument(text, {version, strict: true})
    expect([...document.errors, ...document.warnings]).toEqual([])
  }
})

test('each resource has what its type requires, and is made in the plan’s place alone', () => {
  expect(Object.keys(template.Resources).length).toBeGreaterThan(4)
  for (const {Type, Condition, Properties} of Object.values(template.Resources)) {
    expect(required[Type]?.filter((name) => !(name in Properties))).toEqual([])
    expect(Condition).toBe('IsPlanned')
  }
  expect(template.Conditions).toEqual({
    IsPlanned: {
      'Fn::And': [
        {'Fn::Equals': [{Ref: 'AWS::AccountId'}, '123456789012']},
        {'Fn::Equals': [{Ref: 'AWS::Region'}, 'us-east-1']},
      ],
    },
  })
  expect(Object.keys(template.Resources).filter((id) => !/^[A-Za-z0-9]{1,255}$/.test(id))).toEqual([])
})

test('a scheduled action sets the minimum alone', () => {
  expect(template.Resources['EcomWebMin1']).toEqual({
    Type: 'AWS::AutoScaling::ScheduledAction',
    Condition: 'IsPlanned',
    Properties: {AutoScalingGroupName: 'shop-web', StartTime: '2026-11-26T22:49:00Z', MinSize: 24},
  })
  expect(text).not.toContain('DesiredCapacity')
})

test('what a resource would make anew is a change to the template that owns it', () => {
  expect(
    text,
  ).toContain(`  # Edit, in your template, the AWS::AutoScaling::AutoScalingGroup that is shop-web; here it would make another:
  #     UpdatePolicy:
  #   +   AutoScalingScheduledAction:
  #   +     IgnoreUnmodifiedGroupSizeProperties: true
  #     Properties:
  #   -   MaxSize: "36"
  #   +   MaxSize: "48"`)
  const types = Object.values(template.Resources).map(({Type}) => Type)
  expect(types).not.toContain('AWS::AutoScaling::AutoScalingGroup')
  expect(types).not.toContain('AWS::ApplicationAutoScaling::ScalableTarget')
  expect(text).toMatch(/LoadBalancer that is [^\n]*\n +# +Properties:\n +# {3}\+ {3}MinimumLoadBalancerCapacity:\n/)
  expect(text).toMatch(/# {3}- {3}AutoScalingGroupProvider:\n +# {3}- {5}ManagedScaling:\n/)
  expect(text).toContain('aws service-quotas request-service-quota-increase --cli-input-json')
})

test('every patch is a resource, an edit or a call of the AWS CLI, and what needs a person is a comment', () => {
  const ids = Object.keys(template.Resources)
  for (const patch of patches) {
    expect(text.split(`# ${patch.id} · `)).toHaveLength(2)
    const isResource = cloudFormationResource(patch) !== null
    expect(isResource && cloudFormationEdit(patch) !== null).toBe(false)
    const id = `Ecom${patch.id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`
    expect(ids.includes(id)).toBe(isResource && heldBack(patch) === null)
  }
})

test('without anything that stands alone it is comment, and says so', () => {
  const edits = patches.filter((patch) => cloudFormationResource(patch) === null)
  const only = renderCloudFormation({plan: everyPlan(edits), patches: edits})
  expect(parse(only)).toBeNull()
  expect(only).toContain('Nothing of it stands alone')
})

test('a call with a member that CloudFormation has not is no resource', () => {
  const patch = patches.find(({id}) => id === 'web-reservation')
  if (patch === undefined) throw new Error('no reservation')
  const request = {...patch.request, input: {...patch.request.input, CommitmentDuration: 1_209_600}}
  expect(cloudFormationResource(patch)).not.toBeNull()
  expect(cloudFormationResource({...patch, request})).toBeNull()
})

test('whatever names hold, they are read back as that, or never looked up by CloudFormation', () => {
  fc.assert(
    fc.property(awkwardNames, (names) => {
      const source = textOf(names)
      const {Resources = {}} = (parse(source) ?? {}) as Partial<Template>
      const isLookedUp = [names.group, names.action].some((name) => name.includes('{{resolve:'))
      if (!isLookedUp) expect(Resources['EcomWebMin1']?.Properties['AutoScalingGroupName']).toBe(names.group)
      const code = source.replaceAll(/^ *#.*$/gm, '')
      expect(code).not.toContain('{{resolve:')
      for (const {Type} of Object.values(Resources)) expect(required).toHaveProperty([Type])
    }),
  )
})

test('any value is read back from its YAML', () => {
  const leaf = fc.oneof(awkwardText, fc.integer(), fc.boolean())
  const tree = fc.letrec((tie) => ({
    node: fc.oneof({depthSize: 'small'}, leaf, fc.array(tie('node'), {maxLength: 3}), tie('map')),
    map: fc.dictionary(fc.oneof(fc.constantFrom('MinSize', 'Fn::And'), awkwardText), tie('node'), {maxKeys: 3}),
  })).map
  fc.assert(
    fc.property(tree, (value) => {
      const lines = yamlLines(value as Record<string, unknown>)
      expect(lines.join('\n')).toMatch(/^[\n -~]*$/)
      expect(parse(lines.join('\n')) ?? {}).toEqual(value)
    }),
    {numRuns: 500},
  )
})
