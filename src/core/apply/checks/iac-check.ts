import type {ApplyCheck} from '../../../documents/apply-check.js'
import type {Patch} from '../../../documents/patch.js'
import {counted} from '../../figure.js'
import {isScheduled} from '../scheduled-action.js'
import {type ApplyFacts, checked} from './apply-facts.js'

type Tag = {key: string; value: string}

/** What tags of a resource say of the tool that owns it; the keys that Terraform's users and modules write. */
function ownerOf(tags: readonly Tag[]): string | null {
  const stack = tags.find(({key}) => key === 'aws:cloudformation:stack-name')
  if (stack !== undefined) return `CloudFormation stack ${stack.value}`
  const other = tags.find(
    ({key, value}) =>
      /^(managed[-_ ]?by|provisioner|provisioned[-_ ]?by|created[-_ ]?by|iac)$/i.test(key) &&
      /terraform|opentofu|pulumi|cdk|terragrunt/i.test(value),
  )
  if (other !== undefined) return other.value
  return tags.some(({key}) => /^(terraform|opentofu|pulumi)(:|$)/i.test(key)) ? 'Terraform' : null
}

/** Resources that a tool of the team's own writes as well: its next run puts back what it knows. */
export function iacCheck({tags, chosen, live}: ApplyFacts): ApplyCheck[] {
  if ('skipped' in tags) return [checked('managed-by-iac', 'skipped', tags.skipped)]
  if ('failure' in tags) return [checked('managed-by-iac', 'skipped', tags.failure.message)]
  const owned = Object.entries(tags.value).flatMap(([resource, own]) => {
    const owner = ownerOf(own)
    const patches = chosen.filter((patch) => patch.resource === resource)
    return owner === null || patches.length === 0 ? [] : [{resource, owner, patches}]
  })
  if (owned.length === 0) return [checked('managed-by-iac', 'ok', 'no tag says that another tool owns a resource')]
  const details = owned.map(({resource, owner, patches}) => {
    const reset = patches.filter((patch) => !isScheduled(patch)).flatMap((patch) => resetsOf(patch, live[patch.id]))
    const words =
      reset.length === 0
        ? 'its scheduled actions are safe from the next update'
        : `its next update can reset ${[...new Set(reset)].join(', ')}`
    return `${resource} is managed by ${owner}: ${words}`
  })
  return [
    checked('managed-by-iac', 'warn', `${counted(owned.length, 'resource')} managed by another tool as well`, {
      details,
      next: ['write the same values there, or hold its updates until the event is over'],
    }),
  ]
}

function resetsOf({before, after}: Patch, live: Record<string, unknown> | undefined): string[] {
  return Object.keys(after)
    .filter((field) => JSON.stringify(after[field]) !== JSON.stringify(live?.[field] ?? before[field]))
    .map((field) => `${field} to ${JSON.stringify(live?.[field] ?? before[field])}`)
}
