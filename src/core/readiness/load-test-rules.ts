import {judgements} from '../../catalog/judgements.js'
import {readinessLimits} from '../../catalog/readiness-limits.js'
import {figure, percent, span} from '../figure.js'
import {instantOf} from '../series/zone.js'
import type {CheckedTest, CheckInput, Judged, Rule} from './rule.js'
import {named, unread} from './rule.js'

const again = 'ecom-plan loadtest stages, then: ecom-plan loadtest import FILE --tier NAME --units N'

const noTest: Judged = {status: 'warn', message: 'No load test of any tier is known.', next: again}

/** The newest test of each tier; undated ones only where there is no other. */
function newestOf(tests: readonly CheckedTest[]): CheckedTest[] {
  const byTier = new Map<string, CheckedTest>()
  for (const test of tests) {
    const known = byTier.get(test.tier)
    if (known === undefined || (test.startedAt ?? '') > (known.startedAt ?? '')) byTier.set(test.tier, test)
  }
  return [...byTier.values()]
}

const ageOf = (test: CheckedTest, {atS}: CheckInput) =>
  test.startedAt === null ? null : Math.max(0, atS - instantOf(test.startedAt))

export const loadTestAge: Rule = (input) => {
  if (input.loadTests === null) return unread('load tests were not read', again)
  const newest = newestOf(input.loadTests)
  if (newest.length === 0) return noTest
  const freshS = input.facts.asked?.staleLoadTestS ?? judgements.loadTestFreshS.value
  const evidence = newest.map((test) => {
    const ageS = ageOf(test, input)
    return `${test.tier}: ${ageS === null ? 'no date' : `${span(ageS)} old`}`
  })
  const stale = newest.filter((test) => (ageOf(test, input) ?? Number.POSITIVE_INFINITY) > freshS)
  if (stale.length === 0) return {status: 'pass', message: `Load tests are at most ${span(freshS)} old.`, evidence}
  const tested = new Set(newest.map(({tier}) => tier))
  return {
    status: stale.length === tested.size ? 'fail' : 'warn',
    message: `Load tests of ${named(stale.map(({tier}) => tier))} are older than ${span(freshS)}, or have no date.`,
    evidence,
    next: again,
  }
}

export const loadTestDeploy: Rule = (input) => {
  const {deployments} = input.facts
  if (input.loadTests === null) return unread('load tests were not read', again)
  const newest = newestOf(input.loadTests)
  if (newest.length === 0) return noTest
  if (deployments === null) return unread('when tiers were last deployed was not read', 'ecom-plan pull')
  const dated = newest.filter(({startedAt}) => startedAt !== null)
  const unknown = newest.filter(({tier}) => !deployments.some((one) => one.tier === tier))
  const after = dated.flatMap((test) =>
    deployments.filter(({tier, at}) => tier === test.tier && instantOf(at) > instantOf(test.startedAt ?? at)),
  )
  const evidence = deployments.map(({tier, at, because}) => `${tier}: ${at}, ${because}`)
  if (after.length > 0) {
    return {
      status: 'warn',
      message: `${named([...new Set(after.map(({tier}) => tier))])} changed since the load test.`,
      evidence,
      next: again,
    }
  }
  if (unknown.length > 0 || dated.length < newest.length) {
    const tiers = [
      ...new Set([...unknown, ...newest.filter(({startedAt}) => startedAt === null)].map(({tier}) => tier)),
    ]
    return {
      status: 'unknown',
      message: `Not known: whether ${named(tiers)} changed since the load test.`,
      evidence,
      next: 'import load tests with their time: ecom-plan loadtest import FILE',
    }
  }
  return {status: 'pass', message: 'No tier that was tested has changed since.', evidence}
}

export const loadTestReach: Rule = ({run}) => {
  const reached = run.models.map(({tier, estimates}) => {
    const tests = estimates.filter(({origin}) => origin === 'load-test')
    const shares = tests.flatMap(({certainty}) => certainty?.peakShareRatio ?? [])
    return {tier, shareRatio: shares.length === 0 ? null : Math.max(...shares)}
  })
  if (reached.length === 0) {
    return {status: 'unknown', message: 'Not known: no tier has a capacity model.', next: 'ecom-plan doctor'}
  }
  const untested = reached.filter(({shareRatio}) => shareRatio === null)
  const evidence = reached.map(({tier, shareRatio}) =>
    shareRatio === null ? `${tier}: no load test` : `${tier}: ${percent(shareRatio)} of its peak`,
  )
  const tested = reached.flatMap(({tier, shareRatio}) => (shareRatio === null ? [] : [{tier, shareRatio}]))
  const [least] = [...tested].sort((a, b) => a.shareRatio - b.shareRatio)
  if (least === undefined) return {...noTest, evidence}
  const wanted = readinessLimits.testReachRatio.value
  const message = `The load test of ${least.tier} reached ${percent(least.shareRatio)} of its planned peak; ${percent(wanted)} is wanted (our judgement).`
  if (least.shareRatio < wanted) {
    const isFar = least.shareRatio < readinessLimits.testReachFailRatio.value
    return {status: isFar ? 'fail' : 'warn', message, evidence, next: again}
  }
  return untested.length === 0
    ? {status: 'pass', message, evidence}
    : {
        status: 'warn',
        message: `${figure(untested.length)} tiers have no load test: ${named(untested.map(({tier}) => tier))}.`,
        evidence,
        next: again,
      }
}

/** Tests say what they ran on by a tag, `instanceType` or `taskSize`. */
export const loadTestType: Rule = ({loadTests, facts}) => {
  if (loadTests === null) return unread('load tests were not read', again)
  const newest = newestOf(loadTests)
  if (newest.length === 0) return noTest
  if (facts.spreads === null) return unread('the types of the groups were not read', 'ecom-plan pull')
  const compared = newest.flatMap((test) => {
    const types = facts.spreads?.find(({tier}) => tier === test.tier)?.instanceTypes ?? []
    return types.length === 0 ? [] : [{tier: test.tier, types, on: test.tags['instanceType'] ?? null}]
  })
  if (compared.length === 0) return {status: 'pass', message: 'No tested tier is a group of instances.'}
  const evidence = compared.map(
    ({tier, types, on}) => `${tier}: runs ${types.join(', ')}, tested on ${on ?? 'unknown'}`,
  )
  const other = compared.filter(({types, on}) => on !== null && !types.includes(on))
  if (other.length > 0) {
    return {
      status: 'warn',
      message: `${named(other.map(({tier}) => tier))} was tested on another type than it runs.`,
      evidence,
      next: again,
    }
  }
  const unsaid = compared.filter(({on}) => on === null)
  return unsaid.length === 0
    ? {status: 'pass', message: 'Tests ran on the types in use.', evidence}
    : {
        status: 'unknown',
        message: `Not known: on which type ${named(unsaid.map(({tier}) => tier))} was tested.`,
        evidence,
        next: 'say it when importing: ecom-plan loadtest import FILE --tag instanceType=c7g.xlarge',
      }
}
