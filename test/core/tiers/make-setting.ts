import {catalog} from '../../../src/catalog/catalog.js'
import {isoOf} from '../../../src/core/series/zone.js'
import type {Setting} from '../../../src/core/tiers/tier-finding.js'

/** A setting for one tier's test: a window of two days with one flat rate, in us-east-1, nothing of it from a file. */
export function makeSetting(over: Partial<Setting> & {zonesLost?: number; rps?: number} = {}): Setting {
  const {zonesLost = 1, rps = 1000, ...rest} = over
  const startS = Date.UTC(2026, 10, 26, 23) / 1000
  const rates = {p50Rps: rps, p90Rps: rps, p99Rps: rps}
  return {
    planId: 'p-12345678',
    asOfS: startS - 20 * 86_400,
    timezone: 'UTC',
    windowStartS: startS,
    windowEndS: startS + 24 * 3600,
    windowHours: 24,
    target: 'p90',
    targetUtilizationRatio: 0.8,
    designFactor: 1,
    azLoss: {zoneCount: zonesLost, quantile: 'p50'},
    peak: rates,
    path: Array.from({length: 24}, (_, hour) => ({at: isoOf(startS + hour * 3600), ...rates})),
    stepS: 3600,
    originRatio: 1,
    region: 'us-east-1',
    catalog,
    judgement: (name) => catalog.judgements[name].value,
    cite: () => {},
    ...rest,
  }
}
