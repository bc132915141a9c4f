import type {Config} from '../../documents/config.js'
import type {AwsPlace, ScaledTierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Blocker, Change} from '../../documents/plan.js'
import {inventoryFor, placeName, placeOfTier} from '../inventory/place.js'
import {isoOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import {groupWishes} from './group-wishes.js'
import {serviceWishes} from './service-wishes.js'
import type {Wish, Wishes} from './wish.js'

/**
 * What the config wants of its groups and services for the window beyond the plan's sizes (`tiers.*.peak`), each as a
 * change with its calls. None of it is counted on by the sizes: it makes what is there react sooner, or tells more.
 */
export function peakWishes({config, inventory, setting}: {config: Config; inventory: Inventory; setting: Setting}): {
  changes: Change[]
  patches: DraftPatch[]
  blockers: Blocker[]
} {
  const all = {changes: [] as Change[], patches: [] as DraftPatch[], blockers: [] as Blocker[]}
  for (const [tier, one] of Object.entries(config.tiers)) {
    if ((one.kind !== 'asg' && one.kind !== 'ecs') || one.peak === undefined) continue
    const here = inventoryFor({tierName: tier, tier: one, inventory})
    const {wishes, unmet} = wishesOf({tier, one, here, setting})
    const place = placeOfTier(config.aws, one)
    const isHere = placeName(place) === placeName(config.aws)
    for (const wish of wishes) {
      all.changes.push(changeOf({tier, resource: one.resource, wish, setting}))
      all.patches.push(...(isHere ? wish.patches : wish.patches.map((patch) => placed(patch, place))))
    }
    all.blockers.push(...unmet.map((problem) => blockerOf(tier, problem)))
  }
  return all
}

const placed = (patch: DraftPatch, place: AwsPlace): DraftPatch => ({...patch, place})

function wishesOf({
  tier,
  one,
  here,
  setting,
}: {
  tier: string
  one: ScaledTierConfig
  here: Inventory
  setting: Setting
}): Wishes {
  if (one.kind === 'asg') {
    const group = here.autoScalingGroups.find(({name}) => name === one.resource)
    if (group === undefined || one.peak === undefined) return {wishes: [], unmet: []}
    return groupWishes({tier, group, peak: one.peak, setting})
  }
  const service = here.ecsServices.find(({cluster, name}) => `${cluster}/${name}` === one.resource)
  if (service === undefined || one.peak === undefined) return {wishes: [], unmet: []}
  const provider = here.capacityProviders.find(({name}) => name === service.capacityProvider) ?? null
  return serviceWishes({tier, service, provider, peak: one.peak})
}

function changeOf({
  tier,
  resource,
  wish: {id, setting: name, from, to, because, evidence = [], cost, leadTimeS, patches},
  setting,
}: {
  tier: string
  resource: string
  wish: Wish
  setting: Setting
}): Change {
  return {
    id: `${tier}-${id}`,
    tier,
    resource,
    setting: name,
    from,
    to,
    because,
    evidence: ['what you want for the window, beyond the sizes of the plan', ...evidence],
    after: null,
    cost,
    leadTimeS,
    latestAt: isoOf(setting.windowStartS - leadTimeS),
    downtime: null,
    route: 'automatic',
    rejected: [],
    patchIds: patches.map((patch) => patch.id),
  }
}

function blockerOf(tier: string, {what, because, next}: Wishes['unmet'][number]): Blocker {
  return {severity: 'warn', code: 'PEAK_UNMET', message: `${tier}: peak.${what} is left out: ${because}.`, next}
}
