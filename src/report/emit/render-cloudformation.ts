import type {Patch} from '../../documents/patch.js'
import {plainText} from '../plain-text.js'
import {cliLine} from './aws-command.js'
import {cloudFormationEdit} from './cloudformation-edit.js'
import {type CloudFormationResource, cloudFormationResource} from './cloudformation-resource.js'
import {busyTime, type EmitView, heldBack, placeOf, type TimedView, timedView} from './emit-view.js'
import {bothTimes, headNotes, patchNotes, staysBecause} from './patch-notes.js'
import {yamlLines} from './yaml-lines.js'

/**
 * A plan as a template of CloudFormation, for a stack of its own: what stands alone as resources, and as comments what
 * has to be edited in the template that owns a resource. It makes nothing in another account or Region than theirs.
 * Where nothing stands alone there is no template, and all of it is comment. The patches have to be of one place.
 */
export function renderCloudFormation(emitted: EmitView): string {
  const view = timedView(emitted)
  const taken = new Set<string>()
  const resources = view.patches.map((patch) => ({patch, resource: cloudFormationResource(patch)}))
  const isTemplate = resources.some(({patch, resource}) => resource !== null && heldBack(patch) === null)
  const parts = [
    [...headNotes(view), ...usage(view, isTemplate)].map(comment).join('\n'),
    ...(isTemplate ? [yamlLines(templateHead(view)).join('\n')] : []),
    `${isTemplate ? 'Resources:\n' : ''}${resources
      .map(({patch, resource}) =>
        (resource === null ? editLines(patch, view) : resourceLines({patch, resource, view, taken}))
          .map((line) => `  ${line}`)
          .join('\n'),
      )
      .join('\n\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}

const comment = (line: string) => (line === '' ? '#' : `# ${line}`)

function usage(view: TimedView, isTemplate: boolean): string[] {
  const {clock} = view
  const {fromAt, untilAt} = busyTime(view)
  if (!isTemplate) return ['', 'Nothing of it stands alone: edit your own template as the comments say.']
  return [
    '',
    'For a stack of its own; what is a comment belongs into the template that owns the resource. Edit the maxima first:',
    'a minimum above its maximum fails when it runs.',
    '',
    plainText(`To restore, delete the stack after ${bothTimes(untilAt, clock)}, and take the edits back.`),
    plainText(`Do neither from ${bothTimes(fromAt, clock)} until then: a raised minimum must not lose the action that`),
    'ends it, and an update of your own stack must not touch sizes that the schedule has set.',
  ]
}

function templateHead({plan, patches}: TimedView): Record<string, unknown> {
  const {account, region} = patches[0] === undefined ? plan : placeOf(patches[0], plan)
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: plainText(`ecom-plan ${plan.planId}: ${plan.eventName}`).slice(0, 500),
    Conditions: {
      IsPlanned: {
        'Fn::And': [{'Fn::Equals': [{Ref: 'AWS::AccountId'}, account]}, {'Fn::Equals': [{Ref: 'AWS::Region'}, region]}],
      },
    },
  }
}

function resourceLines({
  patch,
  resource,
  view,
  taken,
}: {
  patch: Patch
  resource: CloudFormationResource
  view: TimedView
  taken: Set<string>
}): string[] {
  const {Type, ...rest} = resource
  const lines = yamlLines({[logicalId(patch.id, taken)]: {Type, Condition: 'IsPlanned', ...rest}})
  const notes = [...patchNotes(patch, view), ...staysNotes(patch)].map(comment)
  return [...notes, ...(heldBack(patch) === null ? lines : lines.map(comment))]
}

function editLines(patch: Patch, view: TimedView): string[] {
  const edit = cloudFormationEdit(patch)
  const change =
    edit === null
      ? ['No resource of CloudFormation makes this change; the AWS CLI does:', `  ${cliLine(patch.request)}`]
      : [
          plainText(`Edit, in your template, the ${edit.type} that is ${patch.resource}; here it would make another:`),
          ...edit.lines.map((line) => `  ${line}`),
          ...backNotes(patch),
        ]
  return [...patchNotes(patch, view), ...change, ...staysNotes(patch)].map(comment)
}

function backNotes(patch: Patch): string[] {
  if (staysBecause(patch) !== null) return []
  const isMaximum = 'MaxSize' in patch.after || 'MaxCapacity' in patch.after
  const caution = ', once no more than that are in use: AWS cuts a fleet to a lowered maximum at once'
  return [`To restore, after the event: the lines with - in place of those with +${isMaximum ? caution : ''}.`]
}

const staysNotes = (patch: Patch) => {
  const because = staysBecause(patch)
  return because === null ? [] : [`Stays: ${because}`]
}

/** `web-min-1` → `WebMin1`: letters and digits alone, and no other of `taken`; it is then taken. */
function logicalId(id: string, taken: Set<string>): string {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const plain = `Ecom${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`.slice(0, 200)
  let name = plain
  for (let i = 2; taken.has(name); i++) name = `${plain}X${i}`
  taken.add(name)
  return name
}
