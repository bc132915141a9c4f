import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-27'} as const

/** House defaults about what stands before the tiers: the CDN, the load balancer, and the mix of pages that passes them. */
export const frontJudgements = {
  visitShiftSpreadRatio: {
    value: 0.1,
    unit: 'ratio',
    ...ours,
    note: 'log-scale spread of what an event does to the share of requests that reach a tier (login, cart, checkout), before any past one was measured: people come with intent to buy, so the mix of pages moves',
  },
  missSpreadRatio: {
    value: 0.1,
    unit: 'ratio',
    ...ours,
    note: 'log-scale spread of the share that the CDN misses at the peak of an event about the share planned with: new pages and personal prices come with a sale',
  },
  purgeHitLossRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'share of its hits that a cache loses in the busiest minute after everything was purged, where no such hour was measured: what most people ask for is back within seconds, the long tail of a shop is not',
  },
  lcuReservationLeadTimeS: {
    value: 14_400,
    unit: 's',
    ...ours,
    note: 'AWS fulfils most requests for reserved LCUs within minutes and says that it can take a few hours: four, so that a failed one can be asked for again',
  },
  lcuReservationHoldS: {
    value: 3600,
    unit: 's',
    ...ours,
    note: 'an hour after the last steep rise the load balancer has scaled by itself, and the reservation can go',
  },
} as const satisfies Record<string, Fact>
