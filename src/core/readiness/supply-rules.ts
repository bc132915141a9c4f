import {figure} from '../figure.js'
import {instantOf} from '../series/zone.js'
import {isApplied} from './in-force.js'
import {findings, named, type Rule, readEstate, unread} from './rule.js'

/** In AWS's words a request that is neither granted nor refused. */
const openStates = ['PENDING', 'CASE_OPENED']
const refusedStates = ['DENIED', 'NOT_APPROVED', 'INVALID_REQUEST']

export const quotaRequests: Rule = ({facts}) => {
  const requests = facts.quotaRequests
  if (requests === null) return unread('quota requests were not read', readEstate)
  const words = requests.map(
    ({quotaCode, status, wantedCount, at}) =>
      `${quotaCode} to ${figure(wantedCount)}: ${status}${at === null ? '' : `, ${at}`}`,
  )
  const refused = requests.filter(({status}) => refusedStates.includes(status))
  const open = requests.filter(({status}) => openStates.includes(status))
  if (refused.length > 0 || open.length > 0) {
    const which = refused.length > 0 ? refused : open
    return {
      status: 'warn',
      message: `The request for ${named(which.map(({quotaCode}) => quotaCode))} is ${refused.length > 0 ? 'refused' : 'not granted yet'}.`,
      evidence: words,
      next: 'write to AWS Support with the date of the event',
    }
  }
  return {status: 'pass', message: 'No request for more of a quota waits.', evidence: words}
}

export const instanceReservations: Rule = ({run, atS}) => {
  const isOnInstances = run.plan.limits.some(({kind}) => kind === 'asg' || kind === 'hosts')
  if (!isOnInstances) return {status: 'pass', message: 'No sized tier runs on instances of its own.'}
  const [spot] = findings(run, ['SPOT_SHARE'])
  if (spot !== undefined) return {status: 'warn', message: spot.message, next: spot.next}
  const planned = run.plan.changes.filter(({setting}) => setting === 'capacity reservation')
  const open = planned.filter(({patchIds}) => patchIds.some((id) => !isHeld(run.plan.patches, id)))
  const advised = run.plan.steps.filter(({id}) => id.startsWith('reserve-'))
  const [first] = advised
  if (open.length > 0 || first !== undefined) {
    const late = first?.isLate === true || (first?.byAt != null && instantOf(first.byAt) <= atS)
    return {
      status: 'warn',
      message: `Nothing reserves the instances of the peak: ${first?.what ?? named(open.map(({tier, to}) => `${tier} ${to}`))}.${late ? ' It is late for that.' : ''}`,
      evidence: advised.map(({what, why}) => `${what}: ${why}`),
      next: 'capacityReservations: apply in ecom-plan.yaml, or reserve by hand',
      latestAt: first?.byAt ?? null,
    }
  }
  return planned.length > 0
    ? {status: 'pass', message: 'The instances of the peak are reserved.'}
    : unread('whether the instances of the peak are reserved', 'capacityReservations: advise in ecom-plan.yaml')
}

function isHeld(patches: readonly {id: string; before: unknown; after: unknown}[], id: string): boolean {
  const patch = patches.find((one) => one.id === id)
  return patch !== undefined && JSON.stringify(patch.before) === JSON.stringify(patch.after)
}

export const instanceTypes: Rule = ({run, facts}) => {
  const {spreads} = facts
  const isOnInstances = run.plan.limits.some(({kind}) => kind === 'asg' || kind === 'hosts')
  if (!isOnInstances) return {status: 'pass', message: 'No sized tier runs on instances of its own.'}
  if (spreads === null) return unread('the types of the groups were not read', readEstate)
  const groups = spreads.filter(({kind}) => kind === 'asg')
  const single = groups.filter((one) => one.instanceTypes.length < 2)
  const evidence = groups.map(({tier, instanceTypes: types}) => `${tier}: ${types.join(', ') || 'type not known'}`)
  return single.length === 0
    ? {status: 'pass', message: 'Every group may start more than one type.', evidence}
    : {
        status: 'warn',
        message: `${named(single.map(({tier}) => tier))} may start one type only.`,
        evidence,
        next: 'add a second type of the same size to the group (MixedInstancesPolicy)',
      }
}

export const lcuReservation: Rule = ({run}) => {
  const rows = run.plan.limits.filter(({kind}) => kind === 'alb')
  const [untold] = findings(run, ['LCU_UNKNOWN'])
  if (untold !== undefined) return {status: 'unknown', message: untold.message, next: untold.next}
  if (rows.length === 0) {
    return unread(
      'how fast the load balancer grows could not be told',
      'loadBalancer in ecom-plan.yaml, then: ecom-plan doctor',
    )
  }
  const steep = rows.filter(({verdict, now}) => verdict !== 'ok' || now.p90Ratio > 1)
  const open = steep.filter(({tier}) => !isApplied(run, tier))
  const [first] = open
  if (first === undefined) {
    return {
      status: 'pass',
      message:
        steep.length === 0
          ? 'Traffic rises no faster than the load balancer grows.'
          : 'The load balancer has its reservation.',
    }
  }
  const change = run.plan.changes.find(({tier}) => tier === first.tier)
  return {
    status: 'warn',
    message: `Traffic rises faster than ${first.resource} is known to grow, and nothing is reserved.`,
    evidence: first.derivation,
    next: change === undefined ? 'ask AWS to scale the load balancer ahead' : 'ecom-plan apply plan.json --dry-run',
    latestAt: change?.latestAt ?? null,
  }
}
