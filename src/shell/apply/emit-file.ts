import {isNamed, refuseUnknown} from '../../core/apply/choose-patches.js'
import type {Plan} from '../../documents/plan.js'
import type {EmitFormat} from '../../report/emit/emit-view.js'
import {planPathOf} from '../walk-command.js'
import {emitPlan} from './emit-plan.js'
import {type ApplyFlagValues, configOf, refuseWhatIf} from './prepare-apply.js'
import {readPlanFile} from './read-plan-file.js'

/** A plan's file as code; of the patches that --only names, where it does. Asks AWS nothing. */
export async function emitFile({
  path,
  flags,
  format,
}: {
  path: string | undefined
  flags: ApplyFlagValues
  format: EmitFormat
}): Promise<{plan: Plan; text: string}> {
  const found = path === undefined ? await configOf(flags) : null
  const planPath = path ?? (found === null ? null : planPathOf(found.config, found.folder)) ?? 'plan.json'
  const {plan} = await readPlanFile(planPath, flags['expect-sha256'])
  refuseWhatIf(plan, planPath)
  const only = flags.only ?? []
  refuseUnknown(plan.patches, only)
  const patches = plan.patches.filter((patch) => isNamed(patch, only))
  return {plan, text: emitPlan({plan, patches, format})}
}
