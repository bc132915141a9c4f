import type {CatalogOverlay} from '../../documents/catalog-overlay.js'
import type {AwsObject} from '../../documents/snapshot.js'
import {elementsOf, numberAt, optionalTextAt, textAt} from '../inventory/aws-field.js'

/** Replies of Service Quotas as facts of the catalogue. Throws SNAPSHOT_INVALID for a shape that cannot be read. */
export function mapQuotaFacts(quotas: readonly AwsObject[], readOn: string): CatalogOverlay['quotas'] {
  return elementsOf('quotas', quotas).map((quota) => ({
    serviceCode: textAt(quota, 'ServiceCode'),
    quotaCode: textAt(quota, 'QuotaCode'),
    name: optionalTextAt(quota, 'QuotaName') ?? '',
    limitCount: numberAt(quota, 'Value'),
    source: `Service Quotas, read ${readOn}`,
    checkedOn: readOn,
  }))
}
