import type {CapacityModel} from '../../documents/capacity-model.js'
import type {Inventory} from '../../documents/inventory.js'
import type {TierLoadTest} from '../../documents/load-test.js'
import type {Blocker, Change} from '../../documents/plan.js'
import {figure, percent, span} from '../figure.js'
import {placeName} from '../inventory/place.js'
import {instantOf} from '../series/zone.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'

/**
 * Quotas that the plan would run into. Counts only what the plan knows (modelled tiers at their planned maximum, and
 * the hosts under them): other workloads in the account come on top, so the need is a lower bound.
 */
export function quotaBlockers({
  uses,
  inventory,
  setting,
}: {
  uses: readonly UnitUse[]
  inventory: Inventory
  setting: Setting
}): Blocker[] {
  const main = placeName(inventory)
  return [inventory, ...(inventory.elsewhere ?? [])].flatMap((here) => {
    const own = uses.filter(({place = main}) => place === placeName(here))
    const blockers = blockersAt({uses: own, inventory: here, setting: {...setting, region: here.region}})
    const where = here === inventory ? '' : `In account ${here.account}, ${here.region}: `
    return blockers.map((blocker) => ({...blocker, message: `${where}${blocker.message}`}))
  })
}

function blockersAt({
  uses,
  inventory,
  setting,
}: {
  uses: readonly UnitUse[]
  inventory: Inventory
  setting: Setting
}): Blocker[] {
  const {ec2StandardVcpuCount, fargateVcpuCount} = setting.catalog.quotas
  return (
    [
      ['ec2', ec2StandardVcpuCount],
      ['fargate', fargateVcpuCount],
    ] as const
  ).flatMap(([compute, quota]): Blocker[] => {
    const needed = uses.filter((use) => use.compute === compute).reduce((sum, use) => sum + use.vcpuCount, 0)
    const live = inventory.quotas.find((candidate) => candidate.quotaCode === quota.quotaCode)
    if (needed === 0) return []
    if (live === undefined) {
      return [
        {
          severity: 'warn',
          code: 'QUOTA_UNKNOWN',
          message: `The quota ${quota.quotaCode} (${quota.name}) was not read; the plan needs ${figure(needed)}.`,
          next: `aws service-quotas get-service-quota --service-code ${quota.serviceCode} --quota-code ${quota.quotaCode}`,
        },
      ]
    }
    if (needed <= live.limitCount) return []
    const leadS = setting.judgement('quotaLeadTimeS')
    return [
      {
        severity: 'block',
        code: 'QUOTA',
        message:
          `${compute === 'ec2' ? 'EC2' : 'Fargate'} vCPU quota ${quota.quotaCode} is ${figure(live.limitCount)}, the plan needs at least ` +
          `${figure(Math.ceil(needed))}; allow ${span(leadS)} for an increase (our judgement).`,
        next:
          `aws service-quotas request-service-quota-increase --service-code ${quota.serviceCode} --quota-code ${quota.quotaCode} ` +
          `--desired-value ${Math.ceil((needed * 1.1) / 16) * 16} --region ${setting.region}`,
      },
    ]
  })
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
  return [...tests, ...contradictions]
}

/** Changes whose last safe moment has passed. */
export function lateBlockers({changes, setting}: {changes: readonly Change[]; setting: Setting}): Blocker[] {
  return changes.flatMap((change): Blocker[] =>
    change.latestAt === null || instantOf(change.latestAt) >= setting.asOfS
      ? []
      : [
          {
            severity: 'block',
            code: 'TOO_LATE',
            message: `${change.tier}: ${change.setting} should have been ordered by ${change.latestAt.slice(0, 16)}Z (it takes ${span(change.leadTimeS)}).`,
            next: 'do it now if the risk of the change is smaller than that of the peak, or admit fewer users',
          },
        ],
  )
}
