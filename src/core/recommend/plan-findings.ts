import type {Config} from '../../documents/config.js'
import type {Forecast} from '../../documents/forecast.js'
import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Blocker, Change} from '../../documents/plan.js'
import type {Step} from '../../documents/plan-dates.js'
import {makeZone} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import type {Assessment} from './assess-tiers.js'
import {quotaBlockers} from './blockers.js'
import {reservationSteps} from './capacity-reservations.js'
import type {Freeze} from './freeze.js'
import {lateBlockers} from './late-changes.js'
import {planSteps} from './plan-steps.js'
import {quotaNeeds} from './quota-needs.js'
import {quotaPatches} from './quota-patches.js'
import {reservationChanges} from './reservation-changes.js'
import {roomBlockers} from './room-blockers.js'
import {scaleOutBlockers} from './scale-out.js'
import {scheduleConflicts} from './schedule-conflicts.js'

type Known = {
  found: Assessment
  /** The changes with their dates, routes and costs. */
  changes: readonly Change[]
  freezes: readonly Freeze[]
  config: Config
  inventory: Inventory
  forecast: Forecast
  /** Local times `HH:MM` of the event's day. */
  launches: readonly string[]
  setting: Setting
}

/**
 * What stands in the way of the plan beside its limits — quotas, what is late, what AWS already has scheduled, what
 * breaks when many units start — the calendar of what has to be done by when, and what is to be reserved and asked for.
 */
export function planFindings(known: Known): {
  blockers: Blocker[]
  steps: Step[]
  changes: Change[]
  patches: DraftPatch[]
} {
  const {found, changes, freezes, config, inventory, forecast, launches, setting} = known
  const {limits, uses, patches} = found
  const needs = quotaNeeds({uses, limits, inventory, patches, setting})
  const shortRegions = needs
    .filter(({label, neededCount, limitCount}) => label === 'EC2 vCPU' && neededCount > (limitCount ?? neededCount))
    .map(({region}) => region)
  const asked = {changes, limits, uses, inventory, shortRegions, setting}
  const reservations = config.capacityReservations === 'advise' ? reservationSteps(asked) : []
  const reserved = config.capacityReservations === 'apply' ? reservationChanges(asked) : {changes: [], patches: []}
  const zone = makeZone(setting.timezone)
  const launchesS = launches.map((launch) => zone.instantS(forecast.date, launch))
  return {
    blockers: [
      ...quotaBlockers({needs, setting}),
      ...roomBlockers({uses, inventory, setting}),
      ...lateBlockers({changes, limits, freezes, setting}),
      ...scheduleConflicts({changes, inventory, setting}),
      ...scaleOutBlockers({config, changes, uses, setting}),
    ],
    steps: planSteps({
      changes: [...changes, ...reserved.changes],
      limits,
      needs,
      reservations,
      launchesS,
      freezes,
      setting,
    }),
    changes: reserved.changes,
    patches: [...quotaPatches(needs, {config, inventory}), ...reserved.patches],
  }
}
