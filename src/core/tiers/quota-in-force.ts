import type {QuotaDefault} from '../../catalog/quotas.js'
import type {Inventory} from '../../documents/inventory.js'

/** A quota as it holds, and how sure that is. */
export type QuotaInForce = {limitCount: number; isRead: boolean; words: string}

/** What Service Quotas said of a quota; AWS's default, marked as such, where it was not read. */
export function quotaInForce(inventory: Pick<Inventory, 'quotas'>, quota: QuotaDefault): QuotaInForce {
  const live = inventory.quotas.find(({quotaCode}) => quotaCode === quota.quotaCode)
  return live === undefined
    ? {limitCount: quota.value, isRead: false, words: 'the default, not read'}
    : {limitCount: live.limitCount, isRead: true, words: 'read from Service Quotas'}
}

/** The request for more of it, as it is typed. */
export function quotaRequest(quota: QuotaDefault, desiredCount: number, region: string): string {
  return (
    `aws service-quotas request-service-quota-increase --service-code ${quota.serviceCode} --quota-code ${quota.quotaCode} ` +
    `--desired-value ${desiredCount} --region ${region}`
  )
}
