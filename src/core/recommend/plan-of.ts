import type {Choice} from '../../documents/choice.js'
import type {Forecast} from '../../documents/forecast.js'
import type {Blocker, Plan} from '../../documents/plan.js'
import type {Risk} from '../../documents/risk.js'
import {askUnpriced} from '../patch/ask-unpriced.js'
import {heldPatches} from '../patch/held-patches.js'
import {orderPatches} from '../patch/order-patches.js'
import {timePatches} from '../patch/time-patches.js'
import {instantOf, isoOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import type {Assessment} from './assess-tiers.js'
import {evidenceBlockers} from './blockers.js'
import type {makeCitations} from './citations.js'
import {extrapolationBlockers} from './extrapolated.js'
import {finishChanges} from './finish-changes.js'
import {lowPeakBlockers} from './low-peak.js'
import {notModelledOf} from './not-modelled.js'
import {peakWishes} from './peak-wishes.js'
import {planFindings} from './plan-findings.js'
import {riskBlockers} from './risk-blockers.js'
import {verdictOn} from './verdict.js'
import type {WalkInput} from './walk-input.js'
import {priceBlockers, windowCostOf, windowRangeOf} from './window-cost.js'

/** Puts the plan together: the verdict on what was found, everything that stands in its way, and what it is made of. */
export function planOf({
  input,
  forecast,
  setting,
  whatIf,
  found: sized,
  risk,
  choice,
  beyondHelp,
  citations,
}: {
  input: WalkInput
  whatIf: Pick<Plan, 'whatIf'>
  forecast: Forecast
  setting: Setting
  found: Assessment
  risk: Risk
  choice: Choice
  beyondHelp: readonly string[]
  citations: ReturnType<typeof makeCitations>
}): Plan {
  const {config, inventory, asOf} = input
  const wished = peakWishes({config, inventory, setting})
  const own = askUnpriced(sized)
  const found = {
    ...own,
    changes: [...own.changes, ...wished.changes],
    patches: [...own.patches, ...wished.patches],
  }
  const {changes: finished, freezes} = finishChanges({found, config, inventory, setting})
  const launches = input.event.launches
  const asked = {found, changes: finished, freezes, config, inventory, forecast, launches, setting}
  const findings = planFindings(asked)
  const changes = [...finished, ...findings.changes]
  const patches = heldPatches({
    patches: [...found.patches, ...findings.patches],
    claims: input.claims ?? [],
    eventId: forecast.eventId,
    tiers: new Set(found.limits.map(({tier}) => tier)),
    inventory,
  })
  const blockers = [
    ...found.blockers,
    ...findings.blockers,
    ...wished.blockers,
    ...priceBlockers({changes, config}),
    ...evidenceBlockers({models: found.models, loadTests: input.loadTests, setting}),
    ...extrapolationBlockers({models: found.models, limits: found.limits, setting}),
    ...lowPeakBlockers({forecast, setting}),
    ...riskBlockers({risk, choice, beyondHelp}),
  ].sort(blockersFirst)
  const notModelled = notModelledOf({config, inventory, found: found.notModelled})
  const verdict = verdictOn({limits: found.limits, blockers, notModelled, forecast, setting})
  const validS = config.apply.planMaxAge ?? citations.judgement('planValidS')
  // A plan made before its window is for a shop at rest; one made in it, for the rest of it.
  const lastS = setting.asOfS < setting.windowStartS ? setting.windowStartS : setting.windowEndS
  return {
    schema: 'ecom-plan.plan/v1',
    planId: setting.planId,
    service: config.service,
    account: config.aws.account,
    region: config.aws.region,
    eventId: forecast.eventId,
    eventName: forecast.eventName,
    timezone: forecast.timezone,
    asOf,
    expiresAt: isoOf(Math.min(setting.asOfS + validS, lastS)),
    windowStartAt: forecast.windowStartAt,
    windowEndAt: forecast.windowEndAt,
    target: setting.target,
    azLossCount: setting.azLoss.zoneCount,
    ...verdict,
    limits: found.limits,
    changes,
    blockers,
    notModelled,
    windowCostUsd: windowCostOf(changes),
    windowCostRange: windowRangeOf(changes),
    steps: findings.steps,
    risk,
    choice,
    patches: orderPatches(timePatches({patches, changes, freezes, setting})),
    base: {capturedAt: isoOf(instantOf(inventory.capturedAt)), snapshotSha256: input.inventorySha256},
    citations: citations.list(),
    ...whatIf,
  }
}

function blockersFirst(a: Blocker, b: Blocker): number {
  return Number(a.severity === 'warn') - Number(b.severity === 'warn')
}
