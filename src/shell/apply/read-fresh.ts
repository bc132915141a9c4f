import {resolve} from 'node:path'
import type {FreshForecast} from '../../core/apply/checks/apply-facts.js'
import {peakRatio} from '../../core/apply/peak-ratio.js'
import type {Config} from '../../documents/config.js'
import {type Plan, planSchema} from '../../documents/plan.js'
import {runSchema} from '../../documents/run.js'
import {PlanError} from '../../errors.js'
import {documentOf, readBytes} from '../../files/read-document.js'
import {planPathOf} from '../walk-command.js'

/**
 * The newest forecast of the plan's event beside it: the plan or run that was named, else the plan that the config
 * names. Null where that is the plan itself, is older, is of another event, or is not there. What was named has to be
 * readable and of the same event: throws AGAINST_OTHER_EVENT, and as readDocument does.
 */
export async function readFresh({
  plan,
  planPath,
  named,
  found,
}: {
  plan: Plan
  planPath: string
  named: string | undefined
  found: {config: Config; folder: string} | null
}): Promise<FreshForecast | null> {
  const path = named ?? (found === null ? null : planPathOf(found.config, found.folder))
  if (path === null || (named === undefined && resolve(path) === resolve(planPath))) return null
  const other = await readPlanOf(path, named !== undefined)
  if (other === null) return null
  if (other.eventId !== plan.eventId) {
    if (named === undefined) return null
    throw new PlanError('usage', 'AGAINST_OTHER_EVENT', `${path} is of ${other.eventId}, the plan of ${plan.eventId}`, {
      suggestions: ['--against-run with a run or plan of the same event'],
    })
  }
  if (other.planId === plan.planId || other.asOf <= plan.asOf) return null
  const ratio = peakRatio(plan, other)
  return ratio === null ? null : {path, asOf: other.asOf, peakRatio: ratio}
}

/** A plan, alone or in a run; null where nothing was named and nothing usable lies there. */
async function readPlanOf(path: string, isNamed: boolean): Promise<Plan | null> {
  try {
    const bytes = await readBytes(path)
    const isRun = bytes.subarray(0, 200).includes('ecom-plan.run/v1')
    return isRun
      ? (await documentOf({path, bytes, schema: runSchema})).plan
      : await documentOf({path, bytes, schema: planSchema})
  } catch (error) {
    if (!isNamed && error instanceof PlanError) return null
    throw error
  }
}
