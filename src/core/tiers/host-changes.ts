import type {AutoScalingGroup, CapacityProvider} from '../../documents/inventory.js'
import type {Change, Limit} from '../../documents/plan.js'
import {knownPrice} from '../catalog/known-price.js'
import {counted, dollars, figure} from '../figure.js'
import {type Fleet, fleetText} from './fleet.js'
import type {Setting} from './tier-finding.js'

/** The higher maximum of a group of hosts: recommended, never written, since the group is the capacity provider's. */
export function hostsChange({
  provider,
  group,
  fleet,
  planned,
  setting,
  limit,
}: {
  provider: CapacityProvider
  group: AutoScalingGroup
  fleet: Fleet
  planned: number
  setting: Setting
  limit: Limit
}): Change {
  const more = planned - group.maxCount
  const prices = fleet.types.map(({type}) => knownPrice(`ec2.${type.name}.usdPerHour`, setting))
  const known = prices.filter((one) => one !== null)
  const price = known.length < prices.length ? null : Math.max(...known)
  const cost = price === null ? null : more * setting.windowHours * price
  return {
    id: `${provider.name}-hosts-max`,
    tier: provider.name,
    resource: group.name,
    setting: 'max-size',
    from: figure(group.maxCount),
    to: figure(planned),
    because: `The planned tasks fill ${counted(planned, 'host')}; with ${figure(group.maxCount)} the rest stay PENDING.`,
    evidence: [
      ...limit.derivation,
      `${group.name} belongs to ${group.owner ?? provider.name}, so ecom-plan does not write it`,
    ],
    after: limit.after,
    cost: {
      windowUsd: cost,
      monthUsd: null,
      because:
        price === null || cost === null
          ? `${figure(more)} more hosts; the price of ${fleetText(fleet)} in ${setting.region} is not known here`
          : `${figure(more)} more × ${figure(setting.windowHours)} h × $${price} = ${dollars(cost)} at most`,
    },
    leadTimeS: setting.judgement('hostStartupS'),
    latestAt: new Date((setting.windowStartS - 3600) * 1000).toISOString(),
    downtime: null,
    route: 'manual',
    rejected: [],
    patchIds: [],
  }
}
