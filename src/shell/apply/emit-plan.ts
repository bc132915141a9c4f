import {placeName} from '../../core/inventory/place.js'
import type {Patch} from '../../documents/patch.js'
import type {Plan} from '../../documents/plan.js'
import {PlanError} from '../../errors.js'
import {type EmitFormat, placeOf} from '../../report/emit/emit-view.js'
import {renderAwsCli} from '../../report/emit/render-aws-cli.js'
import {renderCloudFormation} from '../../report/emit/render-cloudformation.js'
import {renderPatchList} from '../../report/emit/render-patch-list.js'
import {renderTerraform} from '../../report/emit/render-terraform.js'

const renderers = {
  'aws-cli': renderAwsCli,
  cloudformation: renderCloudFormation,
  terraform: renderTerraform,
  json: renderPatchList,
}

/**
 * Patches of a plan as code for those who own the resources by code. Asks AWS nothing.
 *
 * Throws PATCH_INVALID where a request sets what ecom-plan never sets (a plan that was edited), and EMIT_SEVERAL_PLACES
 * for CloudFormation where the patches are of several accounts or Regions, since a stack lies in one.
 */
export function emitPlan({plan, patches, format}: {plan: Plan; patches: readonly Patch[]; format: EmitFormat}): string {
  checkNeverSet(patches)
  if (format === 'cloudformation') checkOnePlace(plan, patches)
  return renderers[format]({plan, patches})
}

/** A size that is the policy's to say, and a maximum that a schedule would lower at night with nobody there. */
function checkNeverSet(patches: readonly Patch[]): void {
  for (const {id, request, undo} of patches) {
    for (const {operation, input} of 'impossible' in undo ? [request] : [request, undo]) {
      const isSchedule = input['ScheduledActionName'] !== undefined
      const found = membersOf(input).find(
        (name) => /^desired(Capacity|Count)$/i.test(name) || (isSchedule && /^Max(Size|Capacity)$/.test(name)),
      )
      if (found === undefined) continue
      throw new PlanError(
        'refused',
        'PATCH_INVALID',
        `patch ${id} sets ${found} by ${operation}, which is never sent`,
        {
          suggestions: ['make the plan anew with this version of ecom-plan, and do not edit it'],
        },
      )
    }
  }
}

/** The names of all members of a request, at any depth. */
function membersOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]) => [name, ...membersOf(member)])
}

function checkOnePlace(plan: Plan, patches: readonly Patch[]): void {
  const tiers = new Map<string, Set<string>>()
  for (const patch of patches) {
    const name = placeName(placeOf(patch, plan))
    tiers.set(name, (tiers.get(name) ?? new Set()).add(patch.tier))
  }
  if (tiers.size < 2) return
  throw new PlanError(
    'usage',
    'EMIT_SEVERAL_PLACES',
    `the changes are of ${[...tiers.keys()].join(' and ')}, and a stack of CloudFormation lies in one place`,
    {
      suggestions: [...tiers.values()].map((names) => `--emit cloudformation --only ${[...names].join(',')}`),
    },
  )
}
