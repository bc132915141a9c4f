/** A row of the price list as GetProducts gives it: one JSON text, in AWS's own shape. */
export function priceRow({
  service,
  family,
  attributes,
  usd,
  unit,
  region = 'eu-west-1',
}: {
  service: string
  family: string
  attributes: Record<string, string>
  usd: string
  unit: string
  region?: string
}): string {
  const sku = `SKU${Object.values(attributes).join('').replace(/\W/g, '').slice(-24)}`
  return JSON.stringify({
    product: {
      productFamily: family,
      attributes: {regionCode: region, servicecode: service, locationType: 'AWS Region', ...attributes},
      sku,
    },
    serviceCode: service,
    terms: {
      OnDemand: {
        [`${sku}.JRTCKXETXF`]: {
          priceDimensions: {
            [`${sku}.JRTCKXETXF.6YS6EN2CT7`]: {
              unit,
              endRange: 'Inf',
              description: `$${usd} per ${unit}`,
              appliesTo: [],
              rateCode: `${sku}.JRTCKXETXF.6YS6EN2CT7`,
              beginRange: '0',
              pricePerUnit: {USD: usd},
            },
          },
          sku,
          effectiveDate: '2026-10-01T00:00:00Z',
          offerTermCode: 'JRTCKXETXF',
          termAttributes: {},
        },
      },
      Reserved: {
        [`${sku}.HU7G6KETJZ`]: {priceDimensions: {x: {unit: 'Hrs', pricePerUnit: {USD: '0.0100000000'}}}},
      },
    },
    version: '20261001000000',
    publicationDate: '2026-10-01T12:00:00Z',
  })
}

const linux = {
  operatingSystem: 'Linux',
  tenancy: 'Shared',
  preInstalledSw: 'NA',
  capacitystatus: 'Used',
  licenseModel: 'No License required',
  marketoption: 'OnDemand',
}

/** What an EC2 type costs an hour in Ireland, with the rows beside it that must not be taken. */
export function ec2Rows(instanceType: string, usd: string): string[] {
  const row = (attributes: Record<string, string>, price = usd) =>
    priceRow({
      service: 'AmazonEC2',
      family: 'Compute Instance',
      attributes: {instanceType, usagetype: `EU-BoxUsage:${instanceType}`, ...linux, ...attributes},
      usd: price,
      unit: 'Hrs',
    })
  return [
    row({}),
    row({operatingSystem: 'Windows'}, '9.0000000000'),
    row({capacitystatus: 'UnusedCapacityReservation', usagetype: `EU-UnusedBox:${instanceType}`}, '8.0000000000'),
    row({usagetype: `EU-Reservation:${instanceType}`}, '0.0000000000'),
  ]
}

/** What a DB class costs an hour in Ireland, in one zone and in two. */
export function rdsRows(instanceType: string, databaseEngine: string, [single, double]: [string, string]): string[] {
  const row = (deploymentOption: string, usd: string) =>
    priceRow({
      service: 'AmazonRDS',
      family: 'Database Instance',
      attributes: {
        instanceType,
        databaseEngine,
        deploymentOption,
        licenseModel: 'No license required',
        usagetype: `EU-${deploymentOption === 'Multi-AZ' ? 'Multi-AZUsage' : 'InstanceUsage'}:${instanceType}`,
      },
      usd,
      unit: 'Hrs',
    })
  return [row('Single-AZ', single), row('Multi-AZ', double)]
}

/** A row that is told by its usage type alone: Fargate, load balancers, storage. */
export function usageRow(service: string, family: string, usagetype: string, [usd, unit]: [string, string]): string {
  return priceRow({service, family, attributes: {usagetype}, usd, unit})
}
