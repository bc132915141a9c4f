import type {SimulationModel} from '../../../src/documents/simulation-model.js'
import {databaseOf, modelOf, saleDay, scalingOf, tierOf, trackingOf} from './sample-model.js'

/** One tier and its database over a day: what the engine and SimPy both run. */
export function shopOfOneTier(over: Partial<SimulationModel> = {}): SimulationModel {
  return modelOf({
    tiers: [tierOf({calls: [{to: 'db', perVisitCount: 6, poolCount: null}], scaling: scalingOf({maxCount: 160})})],
    databases: [databaseOf({vcpuCount: 32, cpuPerCallS: 0.00035, ioPerCallCount: 0.06})],
    ...over,
  })
}

/** The four hours around noon of that day. */
function noon(over: Partial<SimulationModel> = {}): SimulationModel {
  const path = saleDay(6000).map((point) => ({...point, atS: point.atS - 39_600}))
  return shopOfOneTier({durationS: 14_400, demand: {...modelOf().demand, path}, ...over})
}

const webOf = (over: Parameters<typeof scalingOf>[0]) =>
  noon().tiers.map((tier) => ({...tier, scaling: scalingOf({maxCount: 160, ...over})}))

/** Five stories in which something else decides. */
export const simpyScenarios: Record<string, SimulationModel> = {
  'a policy that is told late': noon({tiers: webOf({minCount: 30, policies: [trackingOf({targetRatio: 0.4})]})}),
  'minima that are raised ahead': noon({
    tiers: webOf({schedules: [{name: 'ahead', atS: 2400, minCount: 70, maxCount: null, desiredCount: null}]}),
  }),
  'metrics of twenty seconds': noon({
    tiers: webOf({
      policies: [
        trackingOf({
          alarm: {
            periodS: 20,
            outDatapointCount: 3,
            inDatapointCount: 15,
            lag: {kind: 'uniform', leastS: 0, mostS: 55},
          },
        }),
      ],
    }),
  }),
  'a database that is too small': noon({
    tiers: webOf({minCount: 120}),
    databases: [databaseOf({vcpuCount: 16, cpuPerCallS: 0.00035, ioPerCallCount: 0.06})],
  }),
  'a zone lost, and a volume that spends its credits': noon({
    tiers: webOf({minCount: 75}),
    zoneLoss: {chanceRatio: 0.5, atS: null, fromS: 3600, toS: 7200},
    databases: [
      databaseOf({
        cpuPerCallS: 0.00035,
        ioPerCallCount: 0.06,
        baselineIops: 1200,
        burstIops: 3000,
        startCreditCount: 4e6,
        mostCreditCount: 5.4e6,
      }),
    ],
  }),
}
