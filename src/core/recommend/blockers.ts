import type {CapacityModel} from '../../documents/capacity-model.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Blocker} from '../../documents/plan.js'
import {stepsOf} from '../calibrate/load-test-capacity.js'
import {counted, figure, percent, span} from '../figure.js'
import {instantOf} from '../series/zone.js'
import type {Setting} from '../tiers/tier-finding.js'
import type {QuotaNeed} from './quota-needs.js'

/** Quotas that the plan would run into, and vCPU quotas that nobody read. What is asked for has a tenth to spare. */
export function quotaBlockers({needs, setting}: {needs: readonly QuotaNeed[]; setting: Setting}): Blocker[] {
  return needs.flatMap(({label, quota, neededCount, limitCount, because, region, where}): Blocker[] => {
    if (limitCount === null) {
      return [
        {
          severity: 'warn',
          code: 'QUOTA_UNKNOWN',
          message: `${where}The quota ${quota.quotaCode} (${quota.name}) was not read; the plan needs ${figure(neededCount)}.`,
          next: `aws service-quotas get-service-quota --service-code ${quota.serviceCode} --quota-code ${quota.quotaCode}`,
        },
      ]
    }
    if (neededCount <= limitCount) return []
    const leadS = setting.judgement('quotaLeadTimeS')
    const ofWhat = label.endsWith('vCPU') ? '' : ` (${because})`
    return [
      {
        severity: 'block',
        code: 'QUOTA',
        message:
          `${where}${label} quota ${quota.quotaCode} is ${figure(limitCount)}, the plan needs at least ` +
          `${figure(Math.ceil(neededCount))}${ofWhat}; allow ${span(leadS)} (our judgement).`,
        next:
          `aws service-quotas request-service-quota-increase --service-code ${quota.serviceCode} --quota-code ${quota.quotaCode} ` +
          `--desired-value ${quotaToAsk(neededCount)} --region ${region}`,
        ...(where === '' ? {quota: askedAgain(quota, neededCount)} : {}),
      },
    ]
  })
}

const askedAgain = ({serviceCode, quotaCode}: QuotaNeed['quota'], neededCount: number): Blocker['quota'] => ({
  serviceCode,
  quotaCode,
  neededCount: Math.ceil(neededCount),
})

/** A tenth more than needed, in round numbers. */
export function quotaToAsk(neededCount: number): number {
  return Math.ceil((neededCount * 1.1) / 16) * 16
}

/** Load tests that are old, undated or reach too little of the peak, and models whose sources contradict each other. */
export function evidenceBlockers({
  models,
  loadTests,
  setting,
}: {
  models: readonly CapacityModel[]
  loadTests: readonly TierLoadTest[]
  setting: Setting
}): Blocker[] {
  const freshS = setting.judgement('loadTestFreshS')
  const tests = loadTests.flatMap((test): Blocker[] => {
    const isStored = test.origin === 'store'
    const next = isStored
      ? `test ${test.tier} again before the event: ecom-plan loadtest import FILE --tier ${test.tier} --units ${test.unitCount}`
      : `test ${test.tier} again before the event and add the result to loadTests`
    if (test.startedAt === null) {
      return [
        {
          severity: 'warn',
          code: 'LOAD_TEST_UNDATED',
          message: `The load test of ${test.tier} says nothing of its date.`,
          next: isStored ? next : 'add testedAt to loadTests in ecom-plan.yaml',
        },
      ]
    }
    const ageS = setting.asOfS - instantOf(test.startedAt)
    return ageS <= freshS
      ? []
      : [
          {
            severity: 'warn',
            code: 'LOAD_TEST_STALE',
            message: `The load test of ${test.tier} is ${span(ageS)} old.`,
            next,
          },
        ]
  })
  const contradictions = models.flatMap((model): Blocker[] =>
    model.disagreementRatio <= setting.judgement('disagreementWarnRatio')
      ? []
      : [
          {
            severity: 'warn',
            code: 'CAPACITY_CONTRADICTED',
            message:
              `${model.tier}: ${model.estimates.map((estimate) => `${estimate.origin} says ${figure(estimate.unitRps)}`).join(', ')} req/s a ${model.unit}, ` +
              `${percent(model.disagreementRatio)} apart; the lower counts.`,
            next: `find out which is true: test ${model.tier} with today's build and traffic mix`,
          },
        ],
  )
  return [...tests, ...loadTests.flatMap(oneStep), ...contradictions]
}

/** A test of one step says nothing of where the limit lies. */
function oneStep(test: TierLoadTest): Blocker[] {
  const [only, ...others] = stepsOf(test)
  if (only === undefined || others.length > 0) return []
  return [
    {
      severity: 'warn',
      code: 'LOAD_TEST_ONE_STEP',
      message:
        `The load test of ${test.tier} (${test.tool}) has one step, ${figure(only.throughputRps)} req/s against ` +
        `${counted(test.unitCount, 'unit')}: where the limit lies it does not say.`,
      next: `test ${test.tier} at rising loads until the SLO breaks: ecom-plan loadtest stages`,
    },
  ]
}
