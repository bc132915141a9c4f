/** A question to the price list: rows of one service whose fields have these values. */
export type PriceQuery = {service: PriceService; filters: Record<string, string>}
export type PriceService = 'AmazonEC2' | 'AmazonRDS' | 'AmazonECS' | 'AWSELB'

/** What the price list calls the engines. */
export const listedEngines: Readonly<Record<string, string>> = {
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  postgres: 'PostgreSQL',
  'aurora-mysql': 'Aurora MySQL',
  'aurora-postgresql': 'Aurora PostgreSQL',
}

/**
 * What to ask the price list of a Region: EC2 on Linux, shared and on demand; each engine in use, in one zone and, but
 * for Aurora, in two; RDS storage, IOPS and throughput; Fargate; Application Load Balancers.
 */
export function priceQueries({region, engines}: {region: string; engines: readonly string[]}): PriceQuery[] {
  const here = {regionCode: region}
  const listed = engines.map((engine) => listedEngines[engine]).filter((name) => name !== undefined)
  const hasAurora = listed.some((name) => name.startsWith('Aurora'))
  const rds = (filters: Record<string, string>): PriceQuery => ({service: 'AmazonRDS', filters: {...here, ...filters}})
  const instances = listed.flatMap((databaseEngine) =>
    (databaseEngine.startsWith('Aurora') ? ['Single-AZ'] : ['Single-AZ', 'Multi-AZ']).map((deploymentOption) =>
      rds({productFamily: 'Database Instance', databaseEngine, deploymentOption}),
    ),
  )
  const families = [
    ...['Database Storage', 'Provisioned IOPS', 'Provisioned Throughput'],
    ...(hasAurora ? ['System Operation', 'ServerlessV2'] : []),
  ]
  return [
    {service: 'AmazonEC2', filters: {...here, ...linuxOnDemand}},
    ...instances,
    ...(listed.length === 0 ? [] : families.map((productFamily) => rds({productFamily}))),
    {service: 'AmazonECS', filters: {...here, productFamily: 'Compute'}},
    {service: 'AWSELB', filters: {...here, productFamily: 'Load Balancer-Application'}},
  ]
}

/** The one row of an instance type that is what an Auto Scaling group pays. */
const linuxOnDemand = {
  operatingSystem: 'Linux',
  tenancy: 'Shared',
  preInstalledSw: 'NA',
  capacitystatus: 'Used',
  licenseModel: 'No License required',
  marketoption: 'OnDemand',
}
