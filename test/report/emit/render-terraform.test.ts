import '../../seed.js'
import fc from 'fast-check'
import {expect, test} from 'vitest'
import {heldBack} from '../../../src/report/emit/emit-view.js'
import {hclLines, hclOf, hclQuoted, snakeCase} from '../../../src/report/emit/hcl.js'
import {renderTerraform} from '../../../src/report/emit/render-terraform.js'
import {terraformEdit} from '../../../src/report/emit/terraform-edit.js'
import {terraformResource} from '../../../src/report/emit/terraform-resource.js'
import {awkwardNames, awkwardText} from './awkward-names.js'
import {everyPatch, everyPlan, type Names, plainNames} from './every-patch.js'
import {blocksOf, type HclBlock, readHcl} from './read-hcl.js'

/** What the AWS provider requires of each resource that is written, and what else it knows. */
const known: Record<string, {required: string[]; optional: string[]; blocks: string[]}> = {
  aws_autoscaling_schedule: {
    required: ['scheduled_action_name', 'autoscaling_group_name', 'min_size', 'max_size', 'desired_capacity'],
    optional: ['start_time', 'end_time', 'recurrence', 'time_zone'],
    blocks: [],
  },
  aws_appautoscaling_scheduled_action: {
    required: ['name', 'service_namespace', 'resource_id', 'scalable_dimension', 'schedule', 'timezone'],
    optional: ['start_time', 'end_time'],
    blocks: ['scalable_target_action'],
  },
  aws_autoscaling_policy: {
    required: ['name', 'autoscaling_group_name', 'policy_type'],
    optional: ['estimated_instance_warmup'],
    blocks: ['predictive_scaling_configuration', 'target_tracking_configuration'],
  },
  aws_appautoscaling_policy: {
    required: ['name', 'policy_type', 'resource_id', 'scalable_dimension', 'service_namespace'],
    optional: [],
    blocks: ['target_tracking_scaling_policy_configuration', 'predictive_scaling_policy_configuration'],
  },
  aws_ec2_capacity_reservation: {
    required: ['instance_type', 'instance_platform', 'availability_zone', 'instance_count'],
    optional: ['instance_match_criteria', 'end_date_type', 'end_date', 'ebs_optimized', 'tags'],
    blocks: [],
  },
  aws_servicequotas_service_quota: {required: ['service_code', 'quota_code', 'value'], optional: [], blocks: []},
  aws_rds_cluster_instance: {
    required: ['identifier', 'cluster_identifier', 'instance_class', 'engine'],
    optional: ['availability_zone', 'promotion_tier', 'tags'],
    blocks: [],
  },
  aws_db_instance: {
    required: ['identifier', 'replicate_source_db', 'instance_class', 'skip_final_snapshot'],
    optional: ['availability_zone', 'tags'],
    blocks: [],
  },
}

const patches = everyPatch(plainNames)
const textOf = (names: Names) => {
  const named = everyPatch(names)
  return renderTerraform({plan: everyPlan(named), patches: named})
}
const text = textOf(plainNames)
const file = readHcl(text)
const resourcesOf = (root: HclBlock) => blocksOf(root, 'resource')
const byName = (root: HclBlock) => new Map(resourcesOf(root).map((block) => [block.labels[1], block]))

test('each resource has what the provider requires, and nothing that it does not know', () => {
  expect(resourcesOf(file).length).toBeGreaterThan(4)
  for (const {labels, attributes, blocks} of resourcesOf(file)) {
    const rule = known[labels[0] ?? '']
    if (rule === undefined) throw new Error(`unknown type ${labels[0]}`)
    const names = Object.keys(attributes).filter((name) => name !== 'count' && name !== 'provider')
    expect(rule.required.filter((name) => !names.includes(name))).toEqual([])
    expect(names.filter((name) => ![...rule.required, ...rule.optional].includes(name))).toEqual([])
    expect(blocks.map(({type}) => type).filter((type) => !rule.blocks.includes(type))).toEqual([])
  }
})

test('an unset size is -1, since one that is left out is 0', () => {
  expect(byName(file).get('ecom_plan_web_min_1')?.attributes).toEqual({
    count: 'var.ecom_plan_active ? 1 : 0',
    scheduled_action_name: plainNames.action,
    autoscaling_group_name: 'shop-web',
    start_time: '2026-11-26T22:49:00Z',
    min_size: 24,
    max_size: -1,
    desired_capacity: -1,
  })
})

test('a scheduled action of a service says its zone and its minimum alone', () => {
  const action = byName(file).get('ecom_plan_catalog_min_1')
  expect(action?.attributes['timezone']).toBe('UTC')
  expect(action?.blocks).toEqual([
    {type: 'scalable_target_action', labels: [], attributes: {min_capacity: 42}, blocks: []},
  ])
})

test('no desired capacity is set anywhere', () => {
  const set = text.match(/^[^#]*desired_(?:capacity|count)\s*=.*$/gm) ?? []
  expect(set.length).toBeGreaterThan(0)
  expect(set.filter((line) => !/= -1$/.test(line))).toEqual([])
})

test('all of it goes when one variable is false, and none of it is made elsewhere', () => {
  expect(resourcesOf(file).filter(({attributes}) => attributes['count'] !== 'var.ecom_plan_active ? 1 : 0')).toEqual([])
  expect(blocksOf(file, 'postcondition').map(({attributes}) => attributes['condition'])).toEqual([
    'self.account_id == "123456789012"',
    'self.id == "us-east-1"',
  ])
})

test('what changes a resource that is there is an edit of its block, with the way back', () => {
  expect(text).toContain(`# Edit the aws_autoscaling_group that is shop-web; a resource here would make another:
#   max_size = 48
#
#   lifecycle {
#     ignore_changes = [desired_capacity, min_size]
#   }
# To restore, after the event:
#   max_size = 36
# once no more than that are in use: AWS cuts a fleet to a lowered maximum at once.`)
  expect(text).toMatch(/# {3}minimum_load_balancer_capacity \{\n# {5}capacity_units = 1500\n# {3}\}/)
  expect(text).toMatch(/aws_ecs_capacity_provider[^\n]*\n# {3}auto_scaling_group_provider \{\n# {5}managed_scaling \{/)
  expect(text).toMatch(/# {3}serverlessv2_scaling_configuration \{\n# {5}min_capacity = 2\n# {5}max_capacity = 64\n/)
  expect(text).toContain('# Stays: storage cannot shrink in place; an RDS Blue/Green deployment could')
})

test('every patch is a resource, an edit or a call of the AWS CLI, and what needs a person is a comment', () => {
  for (const patch of patches) {
    expect(text.split(`# ${patch.id} · `)).toHaveLength(2)
    const isResource = terraformResource(patch) !== null
    expect(isResource && terraformEdit(patch) !== null).toBe(false)
    const name = `ecom_plan_${patch.id.replaceAll('-', '_')}`
    expect(byName(file).has(name)).toBe(isResource && heldBack(patch) === null)
  }
})

test('places of their own have a provider of their own, and their account is looked at, too', () => {
  const placed = patches.map((patch) =>
    patch.tier === 'catalog' ? {...patch, place: {account: '222222222222', region: 'eu-west-1'}} : patch,
  )
  const root = readHcl(renderTerraform({plan: everyPlan(placed), patches: placed}))
  const alias = 'aws.ecom_plan_222222222222_eu_west_1'
  expect(byName(root).get('ecom_plan_catalog_min_1')?.attributes['provider']).toBe(alias)
  expect(byName(root).get('ecom_plan_web_min_1')?.attributes['provider']).toBeUndefined()
  const guards = root.blocks.filter(({type}) => type === 'data')
  expect(guards.map(({attributes}) => attributes['provider'])).toEqual([undefined, undefined, alias, alias])
})

test('names of resources are told apart', () => {
  const twice = ['web-min-1', 'web.min.1', 'WEB min 1'].flatMap((id) => {
    const patch = patches.find((one) => one.id === 'web-min-1')
    return patch === undefined ? [] : [{...patch, id}]
  })
  const names = resourcesOf(readHcl(renderTerraform({plan: everyPlan(twice), patches: twice}))).map(
    ({labels}) => labels[1],
  )
  expect(new Set(names).size).toBe(3)
})

test('whatever names hold, it is read back as that', () => {
  fc.assert(
    fc.property(awkwardNames, (names) => {
      const found = byName(readHcl(textOf(names)))
      expect(found.get('ecom_plan_web_min_1')?.attributes).toMatchObject({
        scheduled_action_name: names.action,
        autoscaling_group_name: names.group,
      })
      expect(found.get('ecom_plan_catalog_min_1')?.attributes).toMatchObject({
        name: names.action,
        resource_id: `service/${names.cluster}/catalog`,
      })
      const pair = blocksOf(found.get('ecom_plan_web_predictive') as HclBlock, 'predefined_metric_pair_specification')
      expect(pair[0]?.attributes['resource_label']).toBe(names.label)
      expect(found.get('ecom_plan_db_replica')?.attributes['replicate_source_db']).toBe(names.cluster)
    }),
  )
})

test('any text is one text of HCL, in ASCII', () => {
  fc.assert(
    fc.property(awkwardText, (value) => {
      const quoted = hclQuoted(value)
      expect(quoted).toMatch(/^[ -~]*$/)
      expect(readHcl(`a = ${quoted}\n`).attributes['a']).toBe(value)
    }),
    {numRuns: 1000},
  )
})

test('formatted as terraform fmt: equals signs in one column, blocks apart', () => {
  const lines = hclLines([
    ...hclOf({MinSize: 1, MaxGroupPreparedCapacity: 60, InstanceReusePolicy: {ReuseOnScaleIn: true}}),
    {attribute: 'zones', value: ['a', 'b']},
  ])
  expect(lines.join('\n')).toBe(`min_size                    = 1
max_group_prepared_capacity = 60

instance_reuse_policy {
  reuse_on_scale_in = true
}

zones = ["a", "b"]`)
  expect(['ServerlessV2ScalingConfiguration', 'DBInstanceClass', 'ebsOptimized'].map(snakeCase)).toEqual([
    'serverless_v2_scaling_configuration',
    'db_instance_class',
    'ebs_optimized',
  ])
})
