import type {Config} from '../../documents/config.js'
import type {AwsPlace, TierConfig} from '../../documents/config-tier.js'
import type {Inventory} from '../../documents/inventory.js'
import type {MetricId} from '../../documents/series.js'
import {PlanError} from '../../errors.js'

/** One account and Region that a config reaches into, and the part of the config that lies there. */
export type PlacedConfig = {place: AwsPlace; isMain: boolean; config: Config}

/** `123456789012/eu-west-1` */
export const placeName = ({account, region}: {account: string; region: string}) => `${account}/${region}`

/**
 * Where a tier is and who asks there: what the tier says, and for the rest what `aws` says. The profile and the role of
 * `aws` are not taken over by a tier that names an account, a profile or a role of its own.
 */
export function placeOfTier(aws: AwsPlace, tier: TierConfig): AwsPlace {
  if (tier.kind === 'dependency' || tier.aws === undefined) return aws
  const {account, profile, role} = tier.aws
  const isOwn = [account, profile, role].some((field) => field !== undefined)
  const {account: mainAccount, region: mainRegion} = aws
  const base = isOwn ? {account: mainAccount, region: mainRegion} : aws
  return {...base, ...tier.aws, account: account ?? mainAccount, region: tier.aws.region ?? mainRegion}
}

/**
 * The places of a config, the main one first. The load balancer, the CDN and the demand belong to the main one.
 *
 * Throws PLACE_TWICE when two tiers name one account and Region with different credentials: which to read with would
 * be a guess.
 */
export function placesOf(config: Config): PlacedConfig[] {
  const places = new Map<string, {place: AwsPlace; tier: string}>([
    [placeName(config.aws), {place: config.aws, tier: 'aws'}],
  ])
  for (const [name, tier] of Object.entries(config.tiers)) {
    const place = placeOfTier(config.aws, tier)
    const known = places.get(placeName(place))
    if (known !== undefined && whoAsks(known.place) !== whoAsks(place)) throw placeTwice(known.tier, name, place)
    if (known === undefined) places.set(placeName(place), {place, tier: `tiers.${name}`})
  }
  return [...places.values()].map(({place}) => {
    const isMain = place === config.aws
    const tiers = Object.fromEntries(
      Object.entries(config.tiers).filter(
        ([, tier]) =>
          placeName(placeOfTier(config.aws, tier)) === placeName(place) && (isMain || tier.kind !== 'dependency'),
      ),
    )
    const here = {...config, aws: place, tiers}
    return {place, isMain, config: isMain ? here : {...here, cdn: undefined, loadBalancer: undefined}}
  })
}

const whoAsks = ({profile, role, externalId}: AwsPlace) => JSON.stringify([profile, role, externalId])

function placeTwice(first: string, second: string, place: AwsPlace): PlanError {
  return new PlanError(
    'config',
    'PLACE_TWICE',
    `${first} and tiers.${second} name account ${place.account} in ${place.region} with different profiles or roles`,
    {
      suggestions: [`write the same profile and role into aws of tier ${second}`],
      place: {file: 'ecom-plan.yaml', field: `tiers.${second}.aws`},
    },
  )
}

/**
 * The part of an estate that a tier lies in; the estate itself where the tier names no other place. Throws
 * PLACE_NOT_READ when the snapshot holds nothing of that place.
 */
export function inventoryFor({
  tierName,
  tier,
  inventory,
}: {
  tierName: string
  tier: TierConfig
  inventory: Inventory
}): Inventory {
  const {account, region} = placeOfTier(inventory, tier)
  const isThere = (one: Inventory) => one.account === account && one.region === region
  const found = [inventory, ...(inventory.elsewhere ?? [])].find(isThere)
  if (found !== undefined) return found
  throw new PlanError(
    'data',
    'PLACE_NOT_READ',
    `tier ${tierName} is in account ${account} in ${region}, and the estate that was read holds nothing of it`,
    {suggestions: ['ecom-plan pull', 'or read it live: inventory: {source: aws}']},
  )
}

/** Metrics of a part of an estate, marked where that is not the main one. */
export function placedMetric<Id extends MetricId | null>(metric: Id, here: Inventory, main: Inventory): Id {
  return metric === null || here === main ? metric : {...metric, place: placeName(here)}
}
