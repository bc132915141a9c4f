import type {AwsClients} from '../aws/clients.js'
import type {Network} from '../core/discover/linked-estate.js'
import {cdnMetrics} from '../core/inventory/metric-ids.js'
import {detailWindow} from '../core/inventory/metric-windows.js'
import {type Snapshot, snapshotSchema} from '../documents/snapshot.js'
import {PlanError} from '../errors.js'
import {readDocument} from '../files/read-document.js'
import type {Warning} from './base-command.js'

/** A region, from a file or from AWS. `clients` is null for a file: nothing more can be asked. */
export type ReadEstate = {snapshot: Snapshot; network: Network; warnings: Warning[]; clients: AwsClients | null}

/** The estate of a region. A snapshot file has no security groups: links then rest on the rest. */
export async function readEstate({
  fromSnapshot,
  profile,
  region,
  asOf,
  onProgress,
}: {
  fromSnapshot: string | undefined
  profile: string | undefined
  region: string | undefined
  asOf: string
  onProgress: (text: string) => void
}): Promise<ReadEstate> {
  if (fromSnapshot !== undefined) {
    const snapshot = await readDocument({path: fromSnapshot, schema: snapshotSchema})
    return {snapshot, network: {securityGroups: [], instances: []}, warnings: [], clients: null}
  }
  const {makeClients} = await import('../aws/clients.js')
  const {resolveRegion} = await import('../aws/resolve-region.js')
  const {discoverEstate} = await import('../aws/discover-estate.js')
  const clients = makeClients({region: region ?? (await resolveRegion(profile)), profile})
  return {...(await discoverEstate({clients, capturedAt: asOf, onProgress})), clients}
}

/**
 * Whether CloudFront reports the hit ratio of a distribution: CacheHitRate is an additional metric, off by default.
 * Null where it cannot be asked, from a file or, with a warning, without cloudwatch:GetMetricData.
 */
export async function hasHitRatio({
  clients,
  distribution,
  asOf,
  onWarning,
}: {
  clients: AwsClients | null
  distribution: string | null
  asOf: string
  onWarning: (warning: Warning) => void
}): Promise<boolean | null> {
  if (clients === null || distribution === null) return null
  const {readMetrics} = await import('../aws/read-metrics.js')
  const query = {metric: cdnMetrics(distribution).hitRate, windows: [detailWindow(asOf)]}
  try {
    const series = await readMetrics({clients, queries: [query]})
    return series.some(({windows}) => windows.some(({values}) => values.some((value) => value !== null)))
  } catch (error) {
    if (!(error instanceof PlanError) || error.code !== 'ACCESS_DENIED') throw error
    const meaning = 'whether CloudFront reports its hit ratio is not known'
    onWarning({code: error.code, message: `${error.message}, so ${meaning}`})
    return null
  }
}
