import type {Inventory} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {figure} from '../figure.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'

/**
 * The deployment that Fargate's vCPU quota would stop at the peak: the planned tasks fit, those that a rolling
 * deployment starts beside them do not. Services are deployed one after the other, so the largest counts. Where the
 * planned tasks alone do not fit, the quota itself blocks and nothing is added here.
 */
export function deployQuotaBlockers({
  uses,
  inventory,
  setting,
}: {
  uses: readonly UnitUse[]
  inventory: Inventory
  setting: Pick<Setting, 'catalog' | 'region'>
}): Blocker[] {
  const {quotaCode, serviceCode} = setting.catalog.quotas.fargateVcpuCount
  const quota = inventory.quotas.find((candidate) => candidate.quotaCode === quotaCode)
  const ours = uses.filter(({compute}) => compute === 'fargate')
  const needed = ours.reduce((sum, {vcpuCount}) => sum + vcpuCount, 0)
  const [largest] = [...ours].sort((a, b) => (b.surgeVcpuCount ?? 0) - (a.surgeVcpuCount ?? 0))
  const surge = largest?.surgeVcpuCount ?? 0
  if (quota === undefined || largest === undefined || needed > quota.limitCount) return []
  if (needed + surge <= quota.limitCount) return []
  return [
    {
      severity: 'warn',
      code: 'DEPLOY_AT_PEAK',
      message:
        `A deployment of ${largest.tier} at the peak takes ${figure(Math.ceil(surge))} Fargate vCPU beside the ${figure(Math.ceil(needed))} that serve; ` +
        `the quota ${quotaCode} is ${figure(quota.limitCount)}, so it would wait for room.`,
      next:
        `freeze deployments over the event, or aws service-quotas request-service-quota-increase --service-code ${serviceCode} ` +
        `--quota-code ${quotaCode} --desired-value ${Math.ceil((needed + surge) / 16) * 16} --region ${setting.region}`,
    },
  ]
}
