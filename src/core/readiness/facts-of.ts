import type {Config} from '../../documents/config.js'
import type {Inventory} from '../../documents/inventory.js'
import type {ReadinessFacts} from '../../documents/readiness-facts.js'
import type {Receipt} from '../../documents/receipt.js'
import type {Snapshot, Watch} from '../../documents/snapshot.js'
import {freezesOf} from '../recommend/freeze.js'
import {isoOf} from '../series/zone.js'
import {alarmsOf, natGatewaysOf, quotaRequestsOf} from './alarms-of.js'
import {driftedOf, scheduledOf} from './applied-of.js'
import {databaseOf, deploymentOf, predictiveOf, seenTiers, spreadOf} from './tiers-of.js'
import {watchedOf} from './watched-of.js'

/**
 * What the readiness checks look at beside the run, from the estate as AWS described it (`snapshot`), as it rests without
 * ecom-plan (`inventory`), and from what was applied. What a snapshot lacks is null: files and archives of an earlier
 * version have no alarms. A tier of another account or Region counts where that was read; alarms and NAT gateways are
 * null where they were not read of every place.
 *
 * `receipts` is null where the applies were not read; `migrations` where the config names no file. Throws
 * SNAPSHOT_INVALID for what AWS would not write.
 */
export function factsOf({
  config,
  snapshot,
  inventory,
  receipts,
  timezone,
  migrations,
}: {
  config: Config
  snapshot: Snapshot
  inventory: Inventory
  receipts: readonly Receipt[] | null
  /** Of the event: freezes are written in it. */
  timezone: string
  migrations: ReadinessFacts['migrations']
}): ReadinessFacts {
  const seen = seenTiers(config, inventory, snapshot)
  const places: readonly Watch[] = [snapshot, ...(snapshot.elsewhere ?? [])]
  const {loadTest, data, estate} = config.report.stale
  return {
    asked: {
      azLossQuantile: config.azLoss.quantile,
      freezes: freezesOf(config.freeze, timezone).map(({startS, endS}) => ({fromAt: isoOf(startS), toAt: isoOf(endS)})),
      staleLoadTestS: loadTest,
      staleDataS: data,
      staleEstateS: estate,
    },
    estateAt: snapshot.capturedAt,
    alarms: ofAll(places, alarmsOf),
    watched: seen.flatMap(watchedOf),
    spreads: seen.flatMap(spreadOf),
    databases: seen.flatMap(databaseOf),
    natGateways: ofAll(places, natGatewaysOf),
    areSubnetsRead: inventory.subnets.length > 0,
    quotaRequests: quotaRequestsOf(snapshot),
    deployments: seen.flatMap(deploymentOf),
    predictive: seen.flatMap(predictiveOf),
    scheduled: receipts === null ? null : scheduledOf({inventory, receipts}),
    drifted: receipts === null ? null : driftedOf({inventory, receipts}),
    migrations,
  }
}

/** What every place has; null where it was not read of one of them. */
function ofAll<T>(places: readonly Watch[], read: (place: Watch) => T[] | null): T[] | null {
  const found = places.map(read)
  return found.some((one) => one === null) ? null : found.flatMap((one) => one ?? [])
}
