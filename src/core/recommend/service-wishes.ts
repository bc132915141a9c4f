import type {ServicePeak} from '../../documents/config-peak.js'
import type {CapacityProvider, EcsService} from '../../documents/inventory.js'
import {percent} from '../figure.js'
import {servicePolicyPatch} from '../patch/policy-patches.js'
import {providerTargetPatch, resolutionPatch} from '../patch/warm-up-patches.js'
import {targetWishes} from './target-wishes.js'
import type {Wishes} from './wish.js'

type Asked = {tier: string; service: EcsService; provider: CapacityProvider | null; peak: ServicePeak}

/** What is wanted of a service for the window. */
export function serviceWishes(asked: Asked): Wishes {
  const {tier, service, peak} = asked
  const isFast = peak.highResolutionMetrics === true
  const policies = targetWishes({
    policies: service.policies,
    toRatio: peak.targetUtilization,
    isFast,
    patchOf: (policy, to) => servicePolicyPatch({tier, service, policy, to}),
  })
  const parts = [isFast ? metricsOf(asked) : nothing, policies, providerOf(asked)]
  return {wishes: parts.flatMap(({wishes}) => wishes), unmet: parts.flatMap(({unmet}) => unmet)}
}

const nothing: Wishes = {wishes: [], unmet: []}

function metricsOf({tier, service}: Asked): Wishes {
  return {
    wishes: [
      {
        id: 'resolution',
        setting: 'metrics resolution',
        from: '60 s',
        to: '20 s',
        because: 'A policy that follows metrics of 20 seconds notices a rise in a third of the time.',
        evidence: ['ECS makes a new revision of the service for it, and may deploy that: well before the window'],
        cost: {
          windowUsd: null,
          monthUsd: null,
          because: 'CloudWatch bills metrics of 20 seconds; their price is not known here',
        },
        leadTimeS: 0,
        patches: [resolutionPatch({tier, service})],
      },
    ],
    unmet: [],
  }
}

function providerOf({tier, service, provider, peak: {capacityProviderTarget: toRatio}}: Asked): Wishes {
  if (toRatio === undefined) return nothing
  if (provider?.isManaged !== true) {
    const because = `no capacity provider scales the hosts of ${service.cluster}/${service.name}`
    const next = 'take peak.capacityProviderTarget out of this tier'
    return {wishes: [], unmet: [{what: 'capacityProviderTarget', because, next}]}
  }
  if (toRatio === provider.targetCapacityRatio) return nothing
  return {
    wishes: [
      {
        id: 'provider-target',
        setting: 'capacity provider target',
        from: percent(provider.targetCapacityRatio),
        to: percent(toRatio),
        because: 'Hosts that are kept spare take tasks at once, without waiting for a launch.',
        evidence: [`${provider.name} may carry other services too: all of them share the spare hosts`],
        cost: {
          windowUsd: null,
          monthUsd: null,
          because: 'the spare hosts are billed; how many there are, demand says',
        },
        leadTimeS: 0,
        patches: [providerTargetPatch({tier, provider, toRatio})],
      },
    ],
    unmet: [],
  }
}
