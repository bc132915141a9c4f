import type {Patch} from '../../documents/patch.js'
import {plainText} from '../plain-text.js'
import {cliLine} from './aws-command.js'
import {busyTime, type EmitView, heldBack, placeOf, type TimedView, timedView} from './emit-view.js'
import {type HclItem, hclLines, hclQuoted} from './hcl.js'
import {bothTimes, headNotes, patchNotes, staysBecause} from './patch-notes.js'
import {type TerraformEdit, terraformEdit, terraformName} from './terraform-edit.js'
import {terraformResource} from './terraform-resource.js'

type Place = {account: string; region: string}

/**
 * A plan as Terraform, to put beside the configuration that owns the shop: what stands alone as resources, which one
 * variable takes back, and what changes a resource that is there as comments to copy into its own block. Formatted as
 * `terraform fmt` does, and refused at plan time in another account or Region.
 */
export function renderTerraform(emitted: EmitView): string {
  const view = timedView(emitted)
  const taken = new Set<string>()
  const places = placesOf(view)
  const parts = [
    [...headNotes(view), ...usage(view)].map((note) => (note === '' ? '#' : `# ${note}`)),
    hclLines([activeVariable]),
    ...places.map((place) => hclLines(guards(place, view))),
    ...view.patches.map((patch) => patchLines({patch, view, taken})),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function usage(view: TimedView): string[] {
  const {clock} = view
  const {fromAt, untilAt} = busyTime(view)
  return [
    '',
    'Put it beside the configuration that owns these resources: terraform plan shows what is added, and the edits below',
    'are for the blocks that exist. Edit the maxima first: a minimum above its maximum fails when it runs.',
    'Desired capacity is left to the scaling policies.',
    '',
    plainText(`To restore, set ecom_plan_active to false after ${bothTimes(untilAt, clock)}, and edit back.`),
    plainText(`Apply nothing of this file from ${bothTimes(fromAt, clock)} until then: a scheduled action is gone`),
    'once it has run and cannot be made again in the past, and a raised minimum must not lose the action that ends it.',
  ]
}

const activeVariable: HclItem = {
  block: 'variable',
  labels: ['ecom_plan_active'],
  body: [
    {attribute: 'description', value: 'False after the event: takes away what the plan has added.'},
    {attribute: 'type', value: {expression: 'bool'}},
    {attribute: 'default', value: true},
  ],
}

function placesOf(view: TimedView): Place[] {
  const all = view.patches.map((patch) => placeOf(patch, view.plan))
  return [...new Map(all.map((place) => [`${place.account}/${place.region}`, place])).values()]
}

/** `ecom_plan`, and of another place `ecom_plan_222222222222_eu_west_1`: the alias of its provider, too. */
function placeId(place: Place, {plan}: TimedView): string {
  const isMain = place.account === plan.account && place.region === plan.region
  return isMain ? 'ecom_plan' : `ecom_plan_${place.account}_${place.region.replaceAll(/[^a-z0-9]+/g, '_')}`
}

/** A provider of the main place is the configuration's own; one of another place has to be written there. */
const providerOf = (place: Place, view: TimedView): HclItem[] =>
  placeId(place, view) === 'ecom_plan'
    ? []
    : [{attribute: 'provider', value: {expression: `aws.${placeId(place, view)}`}}]

function guards(place: Place, view: TimedView): HclItem[] {
  const {account, region} = place
  const guard = (type: string, attribute: string, expected: string): HclItem => ({
    block: 'data',
    labels: [type, placeId(place, view)],
    body: [
      ...providerOf(place, view),
      {
        block: 'lifecycle',
        body: [
          {
            block: 'postcondition',
            body: [
              {attribute: 'condition', value: {expression: `self.${attribute} == ${hclQuoted(expected)}`}},
              {attribute: 'error_message', value: `Plan ${view.plan.planId} is for ${account} in ${region}.`},
            ],
          },
        ],
      },
    ],
  })
  const note: HclItem[] =
    placeId(place, view) === 'ecom_plan'
      ? []
      : [{comment: `Needs a provider "aws" with alias ${placeId(place, view)} for ${account} in ${region}.`}]
  return [...note, guard('aws_caller_identity', 'account_id', account), guard('aws_region', 'id', region)]
}

function patchLines({patch, view, taken}: {patch: Patch; view: TimedView; taken: Set<string>}): string[] {
  const notes = patchNotes(patch, view).map((note) => `# ${note}`)
  const name = terraformName(patch.id, taken)
  const resource = terraformResource(patch)
  if (resource !== null) {
    const body: HclItem[] = [
      ...providerOf(placeOf(patch, view.plan), view),
      {attribute: 'count', value: {expression: 'var.ecom_plan_active ? 1 : 0'}},
    ]
    const block: HclItem = {block: 'resource', labels: [resource.type, name], body: [...body, ...resource.body]}
    const lines = hclLines([block])
    return [...notes, ...staysNote(patch), ...(heldBack(patch) === null ? lines : asComments(lines))]
  }
  const edit = terraformEdit(patch)
  if (edit !== null) return [...notes, ...editLines(patch, edit)]
  return [
    ...notes,
    '# No resource of Terraform makes this change; the AWS CLI does:',
    `#   ${cliLine(patch.request)}`,
    ...staysNote(patch),
  ]
}

const staysNote = (patch: Patch) => {
  const because = staysBecause(patch)
  return because === null ? [] : [`# Stays: ${because}`]
}

const asComments = (lines: readonly string[]) => lines.map((line) => (line === '' ? '#' : `# ${line}`))

function editLines(patch: Patch, {type, now, was, keep, note}: TerraformEdit): string[] {
  const because = staysBecause(patch)
  const isNew = was.length === 0 || note !== null
  const back = isNew
    ? ['To restore, after the event: take these lines out.']
    : ['To restore, after the event:', ...hclLines(was, '  ')]
  const isMaximum = 'MaxSize' in patch.after || 'MaxCapacity' in patch.after
  const caution = isMaximum ? ['once no more than that are in use: AWS cuts a fleet to a lowered maximum at once.'] : []
  return asComments([
    plainText(`Edit the ${type} that is ${patch.resource}; a resource here would make another:`),
    ...hclLines([...now, ...keep], '  '),
    ...(note === null ? [] : [note]),
    ...(because === null ? [...back, ...caution] : [`Stays: ${because}`]),
  ])
}
