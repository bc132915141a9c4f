import type {DatabaseCluster} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Change, Cost, Limit} from '../../documents/plan.js'
import {counted, dollars, figure, percent} from '../figure.js'
import {readerTargetPatch} from '../patch/cluster-patches.js'
import {readerPatches} from '../patch/spare-instance-patches.js'
import {isoOf} from '../series/zone.js'
import type {ClusterClassChoice} from './cluster-class.js'
import type {ClusterShape} from './cluster-shape.js'
import {ratioAt, type Setting} from './tier-finding.js'

/** A database change wants a day to be undone in before the window opens. */
const graceS = 86_400

export type ChangeAsked = {
  tier: string
  cluster: DatabaseCluster
  today: ClusterShape
  limits: readonly Limit[]
  setting: Setting
}
export type MadeChanges = {changes: Change[]; patches: DraftPatch[]}

/** The change of class and of the number of readers of a provisioned cluster: new instances, then a failover to one. */
export function classOrReaders({choice, ...asked}: ChangeAsked & {choice: ClusterClassChoice}): MadeChanges {
  const {today, setting} = asked
  const {shape} = choice
  if (shape.writer.text !== today.writer.text) return classMade({...asked, choice})
  const more = shape.readerCount - today.readerCount
  return more > 0
    ? readersMade({
        ...asked,
        shape,
        because: choice.because,
        rejected: choice.rejected,
        cost: instanceCost({choice, today, setting}),
      })
    : {changes: [], patches: []}
}

function classMade({
  tier,
  cluster,
  today,
  limits,
  setting,
  choice,
}: ChangeAsked & {choice: ClusterClassChoice}): MadeChanges {
  const {shape} = choice
  const first = shortest(limits, setting)
  const count = 1 + shape.readerCount
  const patches = readerPatches({
    tier,
    cluster,
    className: shape.writer.text,
    count,
    planId: setting.planId,
    route: 'automatic',
  })
  const readers = shape.readerCount === 0 ? '' : ` with ${counted(shape.readerCount, 'reader')}`
  const change: Change = {
    ...changeFrame({tier, cluster, limits, setting, leadTimeS: setting.judgement('addReaderLeadTimeS')}),
    id: `${tier}-class`,
    setting: 'instance class',
    from: `${today.writer.text}${today.readerCount === 0 ? '' : ` with ${counted(today.readerCount, 'reader')}`}`,
    to: `${shape.writer.text}${readers}`,
    because:
      `At ${setting.target.toUpperCase()} ${first?.measure ?? 'its load'} is at ${percent(first ? ratioAt(first.now, setting.target) : 0)} ` +
      `of what ${today.writer.text} is planned for; ${shape.writer.text}${readers} is the cheapest that stays within every limit.`,
    evidence: [
      ...limits.filter(({now}) => ratioAt(now, setting.target) > 1).flatMap(({derivation}) => derivation.slice(0, 1)),
      ...choice.because,
      `route: apply adds ${counted(count, 'instance')} of ${shape.writer.text}; a person fails over to one (aws rds failover-db-cluster --db-cluster-identifier ${cluster.id} --target-db-instance-identifier ${patches[0]?.resource ?? 'NEW'}), then takes away the old ones; a class change in place would stop the writer for longer`,
    ],
    cost: instanceCost({choice, today, setting}),
    downtime: `a failover to the new instance, up to ${figure(setting.judgement('auroraFailoverDowntimeS'))} s`,
    rejected: choice.rejected,
    patchIds: patches.map(({id}) => id),
  }
  return {changes: [change], patches}
}

/** More readers: by the minimum of their scaling where there is one, else instances of their own. */
export function readersMade({
  tier,
  cluster,
  today,
  limits,
  setting,
  shape,
  because,
  rejected = [],
  cost,
}: ChangeAsked & {
  shape: ClusterShape
  because: readonly string[]
  rejected?: Change['rejected']
  cost: Cost
}): MadeChanges {
  const {readerScaling: scaling} = cluster
  const className = shape.reader.acu === null ? shape.reader.text : 'db.serverless'
  const more = shape.readerCount - today.readerCount
  const patches =
    scaling === null
      ? readerPatches({tier, cluster, className, count: more, planId: setting.planId, route: 'automatic'})
      : [readerTargetPatch({tier, cluster, scaling, minCount: shape.readerCount})]
  const change: Change = {
    ...changeFrame({tier, cluster, limits, setting, leadTimeS: setting.judgement('addReaderLeadTimeS')}),
    id: `${tier}-readers`,
    setting: 'readers',
    from: figure(today.readerCount),
    to: figure(shape.readerCount),
    because: `At ${setting.target.toUpperCase()} the reads need ${counted(shape.readerCount, 'reader')} of ${className}, with one to lose.`,
    evidence: [
      ...because,
      scaling === null
        ? 'a new reader answers with a cold cache: make it the day before'
        : `Application Auto Scaling keeps ${figure(scaling.minCount)} to ${figure(scaling.maxCount)} readers; it adds one within minutes at the earliest, so that the minimum is raised ahead`,
    ],
    cost,
    downtime: 'none',
    rejected,
    route: 'automatic',
    patchIds: patches.map(({id}) => id),
  }
  return {changes: [change], patches}
}

/** What every change of a cluster says alike. */
export function changeFrame({
  tier,
  cluster,
  limits,
  setting,
  leadTimeS,
}: {
  tier: string
  cluster: DatabaseCluster
  limits: readonly Limit[]
  setting: Setting
  leadTimeS: number
}) {
  return {
    tier,
    resource: cluster.id,
    after: shortest(limits, setting)?.after ?? null,
    leadTimeS,
    latestAt: new Date((setting.windowStartS - leadTimeS - graceS) * 1000).toISOString(),
    route: 'manual' as const,
  }
}

/** The limit that is filled the most at the target. */
export function shortest(limits: readonly Limit[], {target}: Setting): Limit | undefined {
  return [...limits].sort((a, b) => ratioAt(b.now, target) - ratioAt(a.now, target))[0]
}

function instanceCost({
  choice,
  today,
  setting,
}: {
  choice: ClusterClassChoice
  today: ClusterShape
  setting: Setting
}): Cost {
  const {price, todayPrice, shape} = choice
  if (price === null || todayPrice === null) {
    const name = price === null ? shape.writer.text : today.writer.text
    const because = `the price of an Aurora instance of ${name} in ${setting.region} is not known here`
    return {windowUsd: null, monthUsd: null, because}
  }
  for (const {key} of [price, todayPrice]) setting.cite(key, setting.region)
  const [count, countToday] = [1 + shape.readerCount, 1 + today.readerCount]
  const more = price.usdPerHour * count - todayPrice.usdPerHour * countToday
  const monthUsd = more * setting.catalog.prices.hoursPerMonth.value
  return {
    windowUsd: more * setting.windowHours,
    monthUsd,
    endsAt: isoOf(setting.windowEndS),
    because:
      `(${figure(count)} × $${price.usdPerHour} − ${figure(countToday)} × $${todayPrice.usdPerHour}) × ${figure(setting.windowHours)} h = ` +
      `${dollars(more * setting.windowHours)} in the window; ${dollars(monthUsd)} for each month until it is changed back`,
  }
}
