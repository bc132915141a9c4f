import {readinessLimits} from '../../catalog/readiness-limits.js'
import {figure, percent} from '../figure.js'
import {named, type Rule, readEstate, unread} from './rule.js'

export const zones: Rule = ({run}) => {
  const scaled = run.plan.limits.filter(({kind}) => kind === 'asg' || kind === 'ecs')
  if (scaled.length === 0) return unread('no group or service could be sized', 'ecom-plan doctor')
  const single = scaled.filter(({zoneCount}) => zoneCount !== undefined && zoneCount < 2)
  const untold = scaled.filter(({zoneCount}) => zoneCount === undefined)
  const evidence = scaled.map(({tier, zoneCount}) => `${tier}: ${zoneCount ?? 'not known'} zones`)
  if (single.length > 0) {
    return {
      status: 'fail',
      message: `${named([...new Set(single.map(({tier}) => tier))])} lies in one Availability Zone.`,
      evidence,
      next: 'give the group or service subnets in a second zone',
    }
  }
  if (untold.length > 0) return {...unread(`the zones of ${named(untold.map(({tier}) => tier))}`, readEstate), evidence}
  return {status: 'pass', message: 'Every group and service lies in two zones at least.', evidence}
}

export const zoneSpread: Rule = ({facts}) => {
  const {spreads} = facts
  if (spreads === null) return unread('where units run was not read', readEstate)
  const counted = spreads.flatMap(({tier, units}) => {
    const counts = (units ?? []).map(({unitCount}) => unitCount)
    const sum = counts.reduce((a, b) => a + b, 0)
    // Of a few units no spread is even.
    return sum < 2 * counts.length || counts.length < 2
      ? []
      : [{tier, counts, excess: (Math.max(...counts) * counts.length) / sum - 1}]
  })
  if (counted.length === 0) return unread('how many units run in each zone', readEstate)
  const evidence = counted.map(({tier, counts}) => `${tier}: ${counts.map(figure).join(' + ')}`)
  const uneven = counted.filter(({excess}) => excess > readinessLimits.zoneSpreadRatio.value)
  return uneven.length === 0
    ? {status: 'pass', message: 'Units are spread over their zones.', evidence}
    : {
        status: 'warn',
        message: `One zone holds far more units than the others: ${named(uneven.map(({tier, excess}) => `${tier} ${percent(excess)} above an even share`))}.`,
        evidence,
        next: 'see whether a zone is short of the type, or AZRebalance is suspended',
      }
}

export const multiAz: Rule = ({facts}) => {
  const {databases} = facts
  if (databases === null) return unread('the databases were not read', readEstate)
  const primary = databases.filter(({isReplica}) => !isReplica)
  const single = primary.filter(({hasStandby}) => !hasStandby)
  const evidence = databases.map(
    ({tier, resource, hasStandby, isReplica}) =>
      `${tier} (${resource}): ${hasStandby ? 'a standby in another zone' : isReplica ? 'a replica, no standby of its own' : 'Single-AZ'}`,
  )
  if (databases.length === 0) return {status: 'pass', message: 'No database is among the tiers.'}
  return single.length === 0
    ? {status: 'pass', message: 'Every primary database has a standby in another zone.', evidence}
    : {
        status: 'fail',
        message: `${named(single.map(({tier}) => tier))} is Single-AZ: with its zone it is gone.`,
        evidence,
        next: `aws rds modify-db-instance --db-instance-identifier ${single[0]?.resource} --multi-az`,
      }
}

export const natGateways: Rule = ({facts}) => {
  if (facts.natGateways === null) return unread('NAT gateways were not read', readEstate)
  const vpcs = [...new Set(facts.natGateways.map(({vpc}) => vpc))].map((vpc) => {
    const own = facts.natGateways?.filter((one) => one.vpc === vpc) ?? []
    const known = new Set(own.flatMap(({zone}) => zone ?? []))
    return {
      vpc,
      gatewayCount: own.length,
      isSafe: own.some(({isRegional}) => isRegional) || known.size > 1,
      // Two gateways in zones that nobody read may lie in one.
      isUntold: own.length > 1 && own.some(({zone}) => zone === null),
    }
  })
  if (vpcs.length === 0) return {status: 'pass', message: 'There is no NAT gateway, so nothing leans on one.'}
  const evidence = facts.natGateways.map(
    ({id, vpc, zone, isRegional}) => `${id} in ${vpc}: ${isRegional ? 'all zones' : (zone ?? 'zone not known')}`,
  )
  const single = vpcs.filter(({isSafe, isUntold}) => !isSafe && !isUntold)
  if (single.length > 0) {
    return {
      status: 'warn',
      message: `The NAT gateways of ${named(single.map(({vpc}) => vpc))} lie in one zone.`,
      evidence,
      next: 'a NAT gateway and a route table for each zone',
    }
  }
  const untold = vpcs.filter(({isSafe}) => !isSafe)
  if (untold.length > 0)
    return {...unread(`the zones of the NAT gateways of ${named(untold.map(({vpc}) => vpc))}`, readEstate), evidence}
  return {status: 'pass', message: 'NAT gateways lie in two zones at least.', evidence}
}
