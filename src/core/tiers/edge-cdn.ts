import type {Inventory} from '../../documents/inventory.js'
import type {Blocker, Limit} from '../../documents/plan.js'
import {figure, percent, span} from '../figure.js'
import {isoOf} from '../series/zone.js'
import {
  at,
  nothingFound,
  ratioAt,
  ratios,
  type Setting,
  shortTimeS,
  type TierFinding,
  verdictOf,
} from './tier-finding.js'

/** Bytes that a request at the edge sends, or why that is not known. */
export type EdgeBytes = {perRequest: number; evidence: string} | {missing: string}

type EdgeLimit = {measure: string; limit: number; unit: string; perRequest: number; derivation: string[]; name: string}

const bitsPerByte = 8
const bitsPerGbit = 1e9

/** Quotas of CloudFront as Service Quotas names them; it lists them with codes that no page of the guide gives. */
const quotaNames = {
  requests: /^requests per second per distribution/i,
  bandwidth: /^data transfer rate per distribution/i,
}

/**
 * Sizes a CloudFront distribution against its two quotas: requests a second, and Gbit/s where bytes were measured. The
 * demand is that at the edge, before any cache, so no hit ratio scales it.
 *
 * What is short comes as a blocker with the way to ask; AWS raises both on request. Quotas are those that Service
 * Quotas gave, else AWS's default, marked so. A distribution on a flat-rate plan has neither quota, which nothing that
 * is read tells. Bandwidth takes requests of the event for as heavy as those of the last days.
 */
export function assessEdge({
  tier,
  distribution,
  bytes,
  inventory,
  setting,
}: {
  tier: string
  distribution: string
  bytes: EdgeBytes
  inventory: Pick<Inventory, 'quotas'>
  setting: Setting
}): TierFinding {
  const edges = [requestLimit(inventory, bytes, setting), ...bandwidthLimit(inventory, bytes, setting)]
  const found = edges.map((edge) => limitOf({tier, distribution, edge, setting}))
  const blockers = edges.flatMap((edge, i) => {
    const limit = found[i]
    return limit?.verdict === 'short' ? [shortBlocker({distribution, edge, setting})] : []
  })
  return {...nothingFound, limits: found, blockers}
}

function quotaOf(inventory: Pick<Inventory, 'quotas'>, kind: keyof typeof quotaNames, setting: Setting) {
  const key = kind === 'requests' ? 'cloudFrontRequestsPerS' : 'cloudFrontGbitPerS'
  const live = inventory.quotas.find(
    ({serviceCode, name}) => serviceCode === 'cloudfront' && quotaNames[kind].test(name),
  )
  if (live !== undefined) return {limit: live.limitCount, words: 'read from Service Quotas'}
  setting.cite(`serviceLimits.${key}`)
  const {value} = setting.catalog.serviceLimits[key]
  return {limit: value, words: "AWS's default for a distribution, not read; on a flat-rate plan there is none"}
}

function requestLimit(inventory: Pick<Inventory, 'quotas'>, bytes: EdgeBytes, setting: Setting): EdgeLimit {
  const {limit, words} = quotaOf(inventory, 'requests', setting)
  return {
    measure: 'requests',
    name: 'Requests per second per distribution',
    limit,
    unit: 'req/s',
    perRequest: 1,
    derivation: [
      `quota: ${figure(limit)} req/s (${words})`,
      ...('missing' in bytes ? [`its bandwidth is not judged: ${bytes.missing}`] : []),
    ],
  }
}

function bandwidthLimit(inventory: Pick<Inventory, 'quotas'>, bytes: EdgeBytes, setting: Setting): EdgeLimit[] {
  if ('missing' in bytes) return []
  const {limit, words} = quotaOf(inventory, 'bandwidth', setting)
  const perRequest = (bytes.perRequest * bitsPerByte) / bitsPerGbit
  return [
    {
      measure: 'bandwidth',
      name: 'Data transfer rate per distribution',
      limit,
      unit: 'Gbit/s',
      perRequest,
      derivation: [
        `${bytes.evidence}, so ${figure(at(setting.peak, setting.target))} req/s send ` +
          `${figure(at(setting.peak, setting.target) * perRequest)} Gbit/s at ${setting.target.toUpperCase()}`,
        `quota: ${figure(limit)} Gbit/s (${words})`,
      ],
    },
  ]
}

function limitOf({
  tier,
  distribution,
  edge: {measure, limit, unit, perRequest, derivation},
  setting,
}: {
  tier: string
  distribution: string
  edge: EdgeLimit
  setting: Setting
}): Limit {
  const share = (rps: number) => (rps * perRequest) / limit
  const now = ratios(setting.peak, share)
  const shortS = shortTimeS(setting, share)
  const breaksAtRps = perRequest > 0 ? limit / perRequest : null
  return {
    tier,
    kind: 'edge',
    resource: distribution,
    measure,
    today: `${figure(limit)} ${unit}`,
    planned: `${figure(limit)} ${unit}`,
    now,
    after: now,
    shortS,
    afterShortS: shortS,
    verdict: verdictOf(ratioAt(now, setting.target), setting.judgement('tightRatio')),
    breaksAtRps,
    plannedBreaksAtRps: breaksAtRps,
    drivers: [],
    derivation: [
      `${setting.target.toUpperCase()} at the edge, before the cache: ${figure(at(setting.peak, setting.target))} req/s`,
      ...derivation,
      `so ${percent(ratioAt(now, setting.target))} of it`,
    ],
  }
}

function shortBlocker({
  distribution,
  edge: {limit, unit, name, perRequest},
  setting,
}: {
  distribution: string
  edge: EdgeLimit
  setting: Setting
}): Blocker {
  const leadS = setting.judgement('quotaLeadTimeS')
  const needed = at(setting.peak, setting.target) * perRequest
  return {
    severity: 'block',
    code: 'QUOTA',
    message:
      `CloudFront lets ${distribution} serve ${figure(limit)} ${unit} and the ${setting.target.toUpperCase()} peak is ` +
      `${figure(needed)} ${unit}; allow ${span(leadS)} (our judgement), so ask by ` +
      `${isoOf(setting.windowStartS - leadS).slice(0, 10)}.`,
    next: `ask for "${name}" of CloudFront in Service Quotas (us-east-1), or in a support case where it is not listed`,
  }
}
