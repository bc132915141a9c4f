import {PricingClient, paginateGetProducts} from '@aws-sdk/client-pricing'
import type {AwsObject} from '../documents/snapshot.js'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

/** The price list is served from three places; any of them knows every Region. */
function endpointRegion(region: string): string {
  if (region.startsWith('eu-')) return 'eu-central-1'
  return region.startsWith('ap-') ? 'ap-south-1' : 'us-east-1'
}

/**
 * Rows of the price list of a service that match all filters, over all pages. `unreadableCount` are rows that were no
 * JSON object, which are left out.
 */
export async function readPriceList({
  clients,
  service,
  filters,
}: {
  clients: AwsClients
  service: string
  filters: Readonly<Record<string, string>>
}): Promise<{rows: AwsObject[]; unreadableCount: number}> {
  const client = clients.of(PricingClient, endpointRegion(clients.region))
  const input = {
    ServiceCode: service,
    FormatVersion: 'aws_v1',
    Filters: Object.entries(filters).map(([Field, Value]) => ({Type: 'TERM_MATCH' as const, Field, Value})),
  }
  return ask(clients, {service: 'pricing', operation: 'GetProducts', resource: service}, async () => {
    const rows: AwsObject[] = []
    let unreadableCount = 0
    for await (const page of paginateGetProducts({client}, input)) {
      for (const text of page.PriceList ?? []) {
        const row = parsed(String(text))
        if (row === null) unreadableCount += 1
        else rows.push(row)
      }
    }
    return {rows, unreadableCount}
  })
}

function parsed(text: string): AwsObject | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as AwsObject) : null
  } catch {
    return null
  }
}
