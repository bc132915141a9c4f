import type {PlannedEvent} from '../core/forecast/planned-event.js'
import type {Config} from '../documents/config.js'
import type {Forecast} from '../documents/forecast.js'
import type {Inventory} from '../documents/inventory.js'
import type {TierLoadTest} from '../documents/load-test.js'
import type {QuantileName} from '../documents/units.js'
import {sha256Of} from '../files/sha256.js'

/**
 * What a plan is made from, as two fingerprints: of the estate, and of all that decides; the plan's id is of the latter.
 * Traffic counts as what was learned from it, the forecast: files, archive and wire hold one series in different windows.
 */
export function fingerprints({
  config,
  inventory,
  event,
  asOf,
  target,
  azLossZoneCount,
  asked,
  catalogDecides,
  storedIds,
  loadTests,
}: {
  config: Config
  inventory: Inventory
  event: PlannedEvent
  asOf: string
  target: QuantileName
  azLossZoneCount: number
  /** What the command line asked beyond the config; undefined where it did not. */
  asked: Readonly<Record<string, unknown>>
  catalogDecides: readonly unknown[]
  storedIds: readonly string[]
  loadTests: readonly TierLoadTest[]
}): {inventorySha256: string; planSha256: (forecast: Forecast) => string} {
  const {capturedAt: _, ...estate} = inventory
  const inventorySha256 = sha256Of(estate)
  // Where things are read from, by whom, how it is applied and who hears of it decides nothing: files and wire give the
  // same plan.
  const {
    inventory: _from,
    metrics: _of,
    archive: _in,
    loadTestStore: _kept,
    applyStore: _at,
    apply: _how,
    report: _told,
    notify: _whom,
    demand,
    aws,
    ...others
  } = config
  const decisions = {...others, aws: {account: aws.account, region: aws.region}}
  const inputs = {
    inventorySha256,
    event,
    asOf,
    target,
    azLossZoneCount,
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    decisions,
    exclude: demand.exclude,
    ...(demand.bots === undefined ? {} : {bots: demand.bots}),
    ...(catalogDecides.length === 0 ? {} : {catalog: catalogDecides}),
    ...(storedIds.length === 0 ? {} : {storedLoadTests: storedIds}),
    loadTests,
  }
  return {inventorySha256, planSha256: (forecast) => sha256Of({...inputs, forecast})}
}
