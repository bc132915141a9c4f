import type {FakeEstate} from './estate.js'

/** Services that are one for all Regions. */
const global = new Set(['sts', 'cloudfront', 'iam'])

/** CloudFront reports to this Region alone. */
const cloudFrontRegion = 'us-east-1'

/**
 * The estate as a Region shows it: another Region has nothing of it but what `elsewhere` says, and CloudFront's metrics
 * are in us-east-1 and nowhere else.
 */
export function estateIn(estate: FakeEstate, {service, region}: {service: string; region: string}): FakeEstate {
  if (global.has(service)) return estate
  const isCloudFront = ({namespace}: {namespace: string}) => namespace === 'AWS/CloudFront'
  const isHere = (id: {namespace: string}) =>
    isCloudFront(id) ? region === cloudFrontRegion : region === estate.snapshot.region
  const {measured} = estate
  const series = estate.series.filter(isHere)
  const seen = {
    ...estate,
    series,
    measured: measured && ((id) => (isHere(id) ? measured(id) : () => null)),
  } satisfies FakeEstate
  if (region === estate.snapshot.region) return seen
  return {...seen, snapshot: estate.elsewhere[region] ?? emptyIn(estate, region), securityGroups: [], instances: []}
}

/** A snapshot without anything in it. */
function emptyIn({snapshot}: FakeEstate, region: string): FakeEstate['snapshot'] {
  const fields = Object.entries(snapshot).map(([name, value]) => [name, Array.isArray(value) ? [] : value] as const)
  // The kinds of hardware are no one's: every Region has them.
  return {
    ...snapshot,
    ...Object.fromEntries(fields),
    instanceTypes: snapshot.instanceTypes,
    quotas: snapshot.quotas,
    region,
  }
}
