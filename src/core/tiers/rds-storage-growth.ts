import type {Database} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import type {DatabaseState} from '../calibrate/database-state.js'
import {figure, percent, span} from '../figure.js'
import {storageStepGib, storageThreshold} from '../laws/storage-autoscaling.js'
import {grownGib, isSmall, stripedFromGib} from './rds-volume.js'
import {at, type Setting} from './tier-finding.js'

/** What is free at an hour of the window; `atS` from its start. */
type Free = {atS: number; freeGib: number}

/**
 * Whether a volume fills up before the window ends, and what storage autoscaling would do about it in the middle of it.
 *
 * It fills by day until the window opens, as it did in the days that were measured, and within the window by request, at
 * the target quantile; never slower than by day. `plannedGib` is its size after the plan's own change. Empty where
 * FreeStorageSpace was not measured.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 */
export function storageGrowthBlockers({
  tier,
  database,
  storage,
  plannedGib,
  setting,
}: {
  tier: string
  database: Database
  storage: DatabaseState['storage']
  plannedGib: number
  setting: Setting
}): Blocker[] {
  if (storage === null) return []
  const course = freeCourse({storage, moreGib: plannedGib - database.allocatedGib, setting})
  const endGib = course.at(-1)?.freeGib ?? storage.freeGib
  const scaling = autoscalingWords({database, course, plannedGib, setting})
  const freeRatio = endGib / plannedGib
  const wanted = setting.judgement('storageFreeRatio')
  if (freeRatio >= wanted && scaling === null) return []
  const leastGib = (plannedGib - endGib) / (1 - wanted)
  const target = Math.max(Math.ceil(leastGib), grownGib(plannedGib, setting.catalog.rdsStorage))
  return [
    {
      severity: endGib <= 0 ? 'block' : 'warn',
      code: endGib <= 0 ? 'STORAGE_FULL' : 'STORAGE_FILLS',
      message:
        `${tier}: ${figure(Math.max(0, storage.freeGib))} of ${figure(database.allocatedGib)} GiB are free, and ${figure(Math.max(0, endGib))} GiB ` +
        `(${percent(Math.max(0, freeRatio))}) will be when the event ends at ${setting.target.toUpperCase()}; ${percent(wanted)} are to be kept.` +
        (scaling === null ? '' : ` ${scaling}`),
      next:
        `aws rds modify-db-instance --db-instance-identifier ${database.id} --allocated-storage ${target} --apply-immediately, ` +
        `more than ${span(setting.catalog.rdsStorage.coolDownS.value)} before any other storage change and days before the event`,
    },
  ]
}

function freeCourse({
  storage,
  moreGib,
  setting,
}: {
  storage: NonNullable<DatabaseState['storage']>
  moreGib: number
  setting: Setting
}): Free[] {
  const daysLeft = Math.max(0, setting.windowStartS - setting.asOfS) / 86_400
  const perStepGib = (storage.fallGibPerDay * setting.stepS) / 86_400
  let freeGib = storage.freeGib + moreGib - storage.fallGibPerDay * daysLeft
  return setting.path.map((point, i) => {
    const originRps = at(point, setting.target) * setting.originRatio
    freeGib -= Math.max(perStepGib, storage.fallGibPerRequest * originRps * setting.stepS)
    return {atS: (i + 1) * setting.stepS, freeGib}
  })
}

/** What autoscaling does in the window; null where it is off, or has nothing to do. */
function autoscalingWords({
  database,
  course,
  plannedGib,
  setting,
}: {
  database: Database
  course: readonly Free[]
  plannedGib: number
  setting: Setting
}): string | null {
  const {maxAllocatedGib} = database
  const rules = setting.catalog.rdsStorage
  const first = course.findIndex(({freeGib}) => freeGib <= plannedGib * rules.autoscalingFreeRatio.value)
  const hit = course[first]
  if (maxAllocatedGib === undefined || hit === undefined) return null
  setting.cite('rdsStorage.autoscalingFreeRatio')
  if (maxAllocatedGib < storageThreshold({allocatedGib: plannedGib}).leastGib) {
    return `Storage autoscaling may grow it to ${figure(maxAllocatedGib)} GiB only, which is less than one step.`
  }
  const before = course[Math.max(0, first - Math.round(3600 / setting.stepS))] ?? hit
  const hours = Math.max(setting.stepS, hit.atS - before.atS) / 3600
  const stepGib = storageStepGib({
    allocatedGib: plannedGib,
    growthGibPerHour: Math.max(0, before.freeGib - hit.freeGib) / hours,
  })
  const grown = Math.min(maxAllocatedGib, plannedGib + stepGib)
  const crosses =
    isSmall({...database, allocatedGib: plannedGib}, rules) && !isSmall({...database, allocatedGib: grown}, rules)
  return (
    `Storage autoscaling would act ${span(hit.atS)} after the event opens and grow it to ${figure(grown)} GiB` +
    (crosses
      ? `: past ${figure(stripedFromGib(database.engine, rules))} GiB everything is copied to four volumes, hours of higher latency in the middle of the event.`
      : `, slower while the volume is optimized, and no other storage change for ${span(rules.coolDownS.value)} after it.`)
  )
}
