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
 * Patches of a plan as code for those who own the resources by code. Asks AWS nothing. Throws EMIT_SEVERAL_PLACES for
 * CloudFormation where the patches are of several accounts or Regions, since a stack lies in one.
 */
export function emitPlan({plan, patches, format}: {plan: Plan; patches: readonly Patch[]; format: EmitFormat}): string {
  if (format === 'cloudformation') checkOnePlace(plan, patches)
  return renderers[format]({plan, patches})
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
