import type {AcuRange, DatabaseCluster} from '../../documents/inventory.js'
import type {Change, Cost} from '../../documents/plan.js'
import type {ClusterLoad} from '../calibrate/cluster-load.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {knownPrice} from '../catalog/known-price.js'
import {dollars, figure, percent} from '../figure.js'
import {rangePatch} from '../patch/cluster-patches.js'
import {isoOf} from '../series/zone.js'
import {type ChangeAsked, changeFrame, type MadeChanges, shortest} from './cluster-changes.js'
import type {ClusterShape} from './cluster-shape.js'
import {ratioAt, type Setting} from './tier-finding.js'

/** The range of Serverless v2, and what it costs where the line says more than today's range would have given. */
export function rangeMade({
  tier,
  cluster,
  today,
  limits,
  setting,
  shape,
  load,
  because,
}: ChangeAsked & {shape: ClusterShape; load: ClusterLoad; because: readonly string[]}): MadeChanges {
  const from = cluster.serverless
  const to = shape.writer.acu ?? shape.reader.acu
  if (from === null || to === null || (from.minAcu === to.minAcu && from.maxAcu === to.maxAcu)) {
    return {changes: [], patches: []}
  }
  const patch = rangePatch({tier, cluster, from, to})
  const first = shortest(limits, setting)
  const connections = (one: ClusterShape) => one.writer.connectionCount
  const needsRestart = shape.writer.acu !== null && connections(shape) > connections(today)
  setting.cite('auroraCapacity.gibPerAcu')
  const change: Change = {
    ...changeFrame({tier, cluster, limits, setting, leadTimeS: setting.judgement('acuChangeLeadTimeS')}),
    id: patch.id,
    setting: 'ACU',
    from: `${figure(from.minAcu)} to ${figure(from.maxAcu)}`,
    to: `${figure(to.minAcu)} to ${figure(to.maxAcu)}`,
    because:
      to.maxAcu > from.maxAcu
        ? `At ${setting.target.toUpperCase()} ${first?.measure ?? 'its load'} is at ${percent(first ? ratioAt(first.now, setting.target) : 0)} of what ${figure(from.maxAcu)} ACU are planned for.`
        : 'The peak comes faster than capacity grows from so low a minimum.',
    evidence: [
      ...because,
      `${figure(to.maxAcu)} ACU are about ${figure(to.maxAcu * setting.catalog.auroraCapacity.gibPerAcu.value)} GiB of memory for each instance`,
      ...(needsRestart
        ? [
            `max_connections follows the maximum only at a restart: ${figure(connections(today))} until then, ${figure(connections(shape))} after`,
          ]
        : []),
    ],
    cost: rangeCost({cluster, from, to, shape, load, setting}),
    downtime: needsRestart
      ? `none, but a restart of each instance for more connections, up to ${figure(setting.judgement('auroraFailoverDowntimeS'))} s`
      : 'none',
    route: patch.route,
    rejected: [],
    patchIds: [patch.id],
  }
  return {changes: [change], patches: [patch]}
}

/** ACU hours on the median path beyond what today's range would have given, instance by instance. */
function rangeCost({
  cluster,
  from,
  to,
  shape,
  load,
  setting,
}: {
  cluster: DatabaseCluster
  from: AcuRange
  to: AcuRange
  shape: ClusterShape
  load: ClusterLoad
  setting: Setting
}): Cost {
  const name = cluster.storageType === 'aurora-iopt1' ? 'IoOptimized' : 'Standard'
  const usd = knownPrice(`prices.aurora${name}AcuUsdPerHour`, setting)
  if (usd === null) {
    return {windowUsd: null, monthUsd: null, because: `the price of an ACU in ${setting.region} is not known here`}
  }
  const hoursOf = (line: LoadLine | null, count: number) =>
    setting.path.reduce((sum, {p50Rps}) => {
      const need = line === null ? 0 : Math.max(0, valueAt(line, p50Rps * setting.originRatio)) / count
      const more = within(need, to) - within(need, from)
      return sum + (more * count * setting.stepS) / 3600
    }, 0)
  const writerHours = shape.writer.acu === null ? 0 : hoursOf(load.writer.acu, 1)
  const readerHours =
    shape.reader.acu === null || shape.readerCount === 0 ? 0 : hoursOf(load.reader?.acu ?? null, shape.readerCount)
  const acuHours = writerHours + readerHours
  const count = (shape.writer.acu === null ? 0 : 1) + (shape.reader.acu === null ? 0 : shape.readerCount)
  const monthUsd = (to.minAcu - from.minAcu) * count * usd * setting.catalog.prices.hoursPerMonth.value
  return {
    windowUsd: acuHours * usd,
    monthUsd,
    ...(monthUsd > 0 ? {endsAt: isoOf(setting.windowEndS)} : {}),
    because:
      `${figure(acuHours)} more ACU hours on the median path × $${usd} = ${dollars(acuHours * usd)} in the window; ` +
      `${dollars(monthUsd)} at most for each month that the higher minimum is left`,
  }
}

const within = (need: number, {minAcu, maxAcu}: AcuRange) => Math.min(maxAcu, Math.max(minAcu, need))
