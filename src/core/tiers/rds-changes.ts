import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Database} from '../../documents/inventory.js'
import type {Change, Cost, Limit} from '../../documents/plan.js'
import {dollars, figure, percent} from '../figure.js'
import {isoOf} from '../series/zone.js'
import type {ClassChoice} from './choose-class.js'
import {ratioAt, type Setting} from './tier-finding.js'

/** A database change wants a day to be undone in before the window opens. */
const graceS = 86_400

/** The change of class, in words, with its price, its downtime and the losers. */
export function classChange({
  tier,
  database,
  choice,
  today,
  limits,
  setting,
  patchId,
}: {
  tier: string
  database: Database
  choice: ClassChoice
  today: RdsClass
  limits: readonly Limit[]
  setting: Setting
  patchId: string
}): Change {
  const leadTimeS = setting.judgement('classChangeLeadTimeS')
  const broken = limits.filter((limit) => ratioAt(limit.now, setting.target) > 1)
  const first = firstOf(broken.length > 0 ? broken : limits)
  for (const price of [choice.price, choice.todayPrice]) if (price !== null) setting.cite(price.key, setting.region)
  setting.cite(`rds.${choice.class.name}.ebsBaselineIops`)
  return {
    id: `${tier}-class`,
    tier,
    resource: database.id,
    setting: 'instance class',
    from: today.name,
    to: choice.class.name,
    because:
      `At ${setting.target.toUpperCase()} ${first?.measure ?? 'its load'} is at ${percent(first ? ratioAt(first.now, setting.target) : 0)} ` +
      `of what ${today.name} is planned for${riskWords(setting)}; ${choice.class.name} is the cheapest class that stays within every limit.`,
    evidence: broken.flatMap((limit) => limit.derivation.slice(0, 1)),
    after: first?.after ?? null,
    cost: classCost({choice, today, setting}),
    leadTimeS,
    latestAt: new Date((setting.windowStartS - leadTimeS - graceS) * 1000).toISOString(),
    downtime: database.isMultiAz
      ? `a failover, up to ${figure(setting.judgement('failoverDowntimeS'))} s`
      : 'minutes without the database: it has no standby',
    route: 'manual',
    rejected: choice.rejected,
    patchIds: [patchId],
  }
}

/** The limit that is reached first as traffic rises: it is what a person would see break. */
export function firstOf(limits: readonly Limit[]): Limit | undefined {
  const rate = (limit: Limit) => limit.breaksAtRps ?? Number.POSITIVE_INFINITY
  return [...limits].sort((a, b) => rate(a) - rate(b))[0]
}

/** What the class costs beyond today's; without an amount where a price is not known. */
export function classCost({
  choice,
  today,
  setting,
}: {
  choice: Pick<ClassChoice, 'class' | 'price' | 'todayPrice' | 'orderRegion'>
  today: RdsClass
  setting: Setting
}): Cost {
  const {price, todayPrice, orderRegion} = choice
  if (price === null || todayPrice === null) {
    const unknown = [price === null ? choice.class.name : null, todayPrice === null ? today.name : null]
    const names = unknown.filter((name) => name !== null).join(' and of ')
    const order = orderRegion === setting.region ? '' : `; classes stand in the order of their prices in ${orderRegion}`
    return {
      windowUsd: null,
      monthUsd: null,
      because: `the price of ${names} in ${setting.region} is not known here${order}`,
    }
  }
  const more = price.usdPerHour - todayPrice.usdPerHour
  const {hoursPerMonth} = setting.catalog.prices
  return {
    windowUsd: more * setting.windowHours,
    monthUsd: more * hoursPerMonth.value,
    ...(more > 0 ? {endsAt: isoOf(setting.windowEndS)} : {}),
    because:
      `($${shownUsd(price.usdPerHour)} − $${shownUsd(todayPrice.usdPerHour)}) × ${figure(setting.windowHours)} h = ${dollars(more * setting.windowHours)} in the window; ` +
      `${dollars(more * hoursPerMonth.value)} for each month until it is changed back`,
  }
}

/** That the accepted risk asks for more than the target quantile. */
export function riskWords({designFactor}: Setting): string {
  return designFactor > 1 ? `, and the accepted risk asks for ${figure(designFactor)} × that demand` : ''
}

/** A price without the dust that doubling it for two zones leaves behind. */
function shownUsd(usd: number): number {
  return Number(usd.toPrecision(10))
}
