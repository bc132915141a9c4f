import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {RouteOption} from '../../documents/plan-dates.js'
import {classPrice} from '../catalog/class-price.js'
import {counted, dollars, figure, percent, span} from '../figure.js'
import type {Setting} from '../tiers/tier-finding.js'

/** A route with the longest time for which the database is away, in seconds, by which routes are compared. */
export type Route = RouteOption & {downtimeS: number}

/** A change of a database, and what all its routes are priced by. */
export type RouteCase = {
  database: Database
  kind: 'class' | 'storage'
  /** The class after the change; null where the catalogue does not know it. */
  toClass: RdsClass | null
  /** Lead time of the change in place. */
  leadTimeS: number
  /** Hours from the order until the window is over. */
  untilEndS: number
  setting: Setting
}

const hourS = 3600
const blueGreenEngines = ['mysql', 'mariadb', 'postgres']
const clusterEngines = ['mysql', 'postgres']

/** Every route that AWS knows for a change of a database, whether or not it is open to this one. */
export function routeOptions(asked: RouteCase): Route[] {
  const isAurora = asked.database.engine.startsWith('aurora')
  if (isAurora) return [auroraReader(asked), blueGreen(asked)]
  if (asked.kind === 'storage') return [storageInPlace(asked), blueGreen(asked)]
  return [inPlace(asked), failover(asked), cluster(asked), blueGreen(asked), auroraReader(asked)]
}

const closed = (name: string, because: string): Route => ({
  name,
  isPossible: false,
  downtime: '—',
  downtimeS: 0,
  leadTimeS: 0,
  costUsd: null,
  because,
})

function storageInPlace({leadTimeS}: RouteCase): Route {
  return {
    name: 'in place',
    isPossible: true,
    downtime: 'none; slower while the volume is optimized',
    downtimeS: 0,
    leadTimeS,
    costUsd: 0,
    because: 'storage and IOPS change under the running database; it can grow and never shrink',
  }
}

function inPlace({database, leadTimeS, setting}: RouteCase): Route {
  if (database.isMultiAz) return closed('in place', 'with a standby RDS changes that first, and then fails over to it')
  const downtimeS = setting.judgement('singleZoneChangeS')
  return {
    name: 'in place',
    isPossible: true,
    downtime: `up to ${span(downtimeS)} without the database (our judgement)`,
    downtimeS,
    leadTimeS,
    costUsd: 0,
    because: 'it has no standby, so it is away while it changes its class',
  }
}

function failover({database, toClass, leadTimeS, untilEndS, setting}: RouteCase): Route {
  const downtimeS = setting.judgement('failoverDowntimeS')
  const common = {
    name: 'Multi-AZ failover',
    isPossible: true,
    downtime: `a failover, up to ${figure(downtimeS)} s`,
    downtimeS,
  }
  if (database.isMultiAz) {
    return {...common, leadTimeS, costUsd: 0, because: 'RDS changes the standby first and fails over to it'}
  }
  const standbyS = setting.judgement('standbyLeadTimeS')
  const hours = (standbyS + untilEndS) / hourS
  return {
    ...common,
    leadTimeS: standbyS + leadTimeS,
    costUsd: product(hourlyUsd({database: {...database, isMultiAz: false}, toClass, setting}), hours),
    because:
      `a standby is added first, ${span(standbyS)} ahead, and stays until the event is over: a second instance and ` +
      `volume for ${figure(Math.round(hours))} h`,
  }
}

function cluster({database, setting}: RouteCase): Route {
  const name = 'Multi-AZ cluster'
  if (!clusterEngines.includes(database.engine)) return closed(name, `RDS has none for ${database.engine}`)
  if (database.replicaOf !== null) return closed(name, 'it is a replica')
  setting.cite('databaseRoutes.clusterFailoverS')
  const downtimeS = setting.catalog.databaseRoutes.clusterFailoverS.value
  return {
    name,
    isPossible: true,
    downtime: `one switch to the new cluster; later failovers up to ${figure(downtimeS)} s`,
    downtimeS: setting.judgement('singleZoneChangeS'),
    leadTimeS: setting.judgement('clusterLeadTimeS'),
    costUsd: null,
    because:
      'another database of three instances with classes of their own, which is filled and switched to; what it costs is not known here',
  }
}

function blueGreen({database, kind, toClass, setting}: RouteCase): Route {
  const name = 'Blue/Green'
  if (database.replicaOf !== null) return closed(name, 'a replica is copied with its primary, not by itself')
  if (!blueGreenEngines.includes(database.engine)) {
    const isAurora = database.engine.startsWith('aurora')
    return closed(
      name,
      isAurora ? 'it copies the whole cluster, which is not looked at here' : `not for ${database.engine}`,
    )
  }
  const {blueGreenSwitchoverS, blueGreenSpareRatio} = setting.catalog.databaseRoutes
  setting.cite('databaseRoutes.blueGreenSwitchoverS')
  const leadTimeS = setting.judgement('blueGreenLeadTimeS')
  const bothS = leadTimeS + setting.judgement('blueGreenKeepS')
  const copies = 1 + database.replicas.length
  const hourUsd = hourlyUsd({database, toClass, setting})
  if (kind === 'storage') setting.cite('databaseRoutes.blueGreenSpareRatio')
  const shrink =
    kind === 'storage'
      ? `; the only way to shrink a volume, down to ${percent(blueGreenSpareRatio.value)} above what is used`
      : ''
  return {
    name,
    isPossible: true,
    downtime: `a switchover, typically under ${figure(blueGreenSwitchoverS.value)} s`,
    downtimeS: blueGreenSwitchoverS.value,
    leadTimeS,
    costUsd: product(hourUsd, (copies * bothS) / hourS),
    because:
      `a copy${copies > 1 ? ` with its ${counted(copies - 1, 'replica')}, priced like the primary,` : ''} is built and tested beside it, and both run for ` +
      `${span(bothS)}${shrink}`,
  }
}

function auroraReader({database, toClass, untilEndS, setting}: RouteCase): Route {
  const name = 'Aurora reader and failover'
  if (!database.engine.startsWith('aurora')) return closed(name, `${database.engine} on RDS is not Aurora`)
  const downtimeS = setting.catalog.databaseRoutes.auroraFailoverS.value
  setting.cite('databaseRoutes.auroraFailoverS')
  const leadTimeS = setting.judgement('readerLeadTimeS')
  const engine = database.engine.includes('postgres') ? 'postgres' : 'mysql'
  const price = toClass && setting.catalog.price(`aurora.${toClass.name}.${engine}UsdPerHour`, setting.region)
  return {
    name,
    isPossible: true,
    downtime: `a failover, typically under ${figure(downtimeS)} s`,
    downtimeS,
    leadTimeS,
    costUsd: product(price?.value ?? null, (leadTimeS + untilEndS) / hourS),
    because: 'a reader of the new class is added and becomes the writer; the old writer stays as the way back',
  }
}

/** An hour of the instance after the change and its volume, in all its zones; null where a price is not known. */
function hourlyUsd({
  database,
  toClass,
  setting,
}: {
  database: Database
  toClass: RdsClass | null
  setting: Setting
}): number | null {
  const {catalog, region, cite} = setting
  const instance = toClass && classPrice({candidate: toClass, database, catalog, region})
  const gib = catalog.price(`prices.${database.storageType}GibUsdPerMonth`, region)
  if (instance === null || gib === undefined) return null
  cite(instance.key, region)
  const zones = database.isMultiAz ? catalog.prices.multiAzRatio.value : 1
  // Provisioned IOPS of the copy are left out: an order of magnitude below instance and volume.
  const volume = (database.allocatedGib * gib.value * zones) / catalog.prices.hoursPerMonth.value
  return instance.usdPerHour + volume
}

function product(usd: number | null, hours: number): number | null {
  return usd === null ? null : usd * hours
}

/** `$340`, or that it is not known. */
export function routeCost({costUsd}: RouteOption): string {
  return costUsd === null ? 'cost not known' : costUsd === 0 ? 'no cost' : dollars(costUsd)
}
