import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-27'} as const

/** Up to where a readiness check passes. */
export const readinessLimits = {
  missingHourRatio: {
    value: 0.01,
    unit: 'ratio',
    ...ours,
    note: 'share of hours that may be missing: three and a half days of a year, which an outage of monitoring takes',
  },
  hindcastErrorRatio: {
    value: 0.2,
    unit: 'ratio',
    ...ours,
    note: 'mean miss of past peaks: about the distance from P50 to P90 of most shops',
  },
  testReachRatio: {
    value: 0.8,
    unit: 'ratio',
    ...ours,
    note: 'share of the planned peak that a load test should reach: beyond it something else may bind first',
  },
  testReachFailRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'a test that reaches less than half of the peak says little of it',
  },
  zoneSpreadRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'how much more than an even share of the units may lie in one zone: small groups are seldom even',
  },
} as const satisfies Record<string, Fact>
