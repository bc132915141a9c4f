import {figure} from '../figure.js'
import {alarmsOfPeople, covers, type Need, neededAlarms} from './needed-alarms.js'
import {named, type Rule, readEstate, unread} from './rule.js'

const emit = 'ecom-plan checklist alarms --emit terraform > alarms.tf'

/** A check that every resource that needs such an alarm has one. */
function alarmsOn(what: string, needs: readonly Need['need'][]): Rule {
  return ({facts: {alarms, watched}}) => {
    if (alarms === null) return unread('the alarms were not read', readEstate)
    if (watched === null) return unread('what alarms should watch', readEstate)
    const wanted = neededAlarms(watched).filter(({need}) => needs.includes(need))
    if (wanted.length === 0) {
      return watched.length === 0
        ? unread('no tier could be found that alarms should watch', 'ecom-plan doctor')
        : {status: 'pass', message: `No tier has ${what} of its own to watch.`}
    }
    const people = alarmsOfPeople(alarms)
    const missing = wanted.filter((need) => !people.some((alarm) => covers(alarm, need)))
    const evidence = wanted.map(({tier, resource, need, accepts}) => {
      const found = people.filter((alarm) => covers(alarm, {accepts})).map(({name}) => name)
      return `${tier} (${resource}), ${need}: ${found.length === 0 ? 'no alarm' : named(found)}`
    })
    if (missing.length === 0) {
      return {status: 'pass', message: `Every tier that has ${what} has an alarm on it.`, evidence}
    }
    const tiers = [...new Set(missing.map(({tier}) => tier))]
    return {
      status: missing.length === wanted.length ? 'fail' : 'warn',
      message: `No alarm on ${what} of ${named(tiers)}.`,
      evidence,
      next: emit,
    }
  }
}

export const alarmsCpu = alarmsOn('CPU', ['cpu'])
export const alarmsMemory = alarmsOn('memory', ['memory'])
export const alarmsIops = alarmsOn('IOPS and disk queue', ['iops', 'disk-queue'])
export const alarmsMax = alarmsOn('the maximum', ['max'])
export const alarms5xx = alarmsOn('5xx', ['5xx'])

/** Of the alarms that other checks count: whether they have data, and tell somebody. */
export const alarmsData: Rule = ({facts: {alarms, watched}}) => {
  if (alarms === null) return unread('the alarms were not read', readEstate)
  if (watched === null) return unread('what alarms should watch', readEstate)
  const wanted = neededAlarms(watched)
  const own = alarmsOfPeople(alarms).filter((alarm) => wanted.some((need) => covers(alarm, need)))
  if (own.length === 0) return {status: 'warn', message: 'No tier has an alarm that a person made.', next: emit}
  const empty = own.filter(({state}) => state === 'INSUFFICIENT_DATA')
  const silent = own.filter(({tellsSomebody}) => !tellsSomebody)
  const evidence = own.map(
    ({name, state, tellsSomebody}) => `${name}: ${state}${tellsSomebody ? '' : ', tells nobody'}`,
  )
  if (empty.length > 0) {
    return {
      status: 'warn',
      message: `Without data: ${named(empty.map(({name}) => name))}.`,
      evidence,
      next: 'see whether the metric is published, and treat missing data as AWS writes it',
    }
  }
  if (silent.length > 0) {
    return {
      status: 'warn',
      message: `Tells nobody: ${named(silent.map(({name}) => name))}.`,
      evidence,
      next: 'give the alarm an action, and switch its actions on',
    }
  }
  return {status: 'pass', message: `${figure(own.length)} alarms have data and tell somebody.`, evidence}
}
