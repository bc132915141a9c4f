import {nearestName} from '../../documents/nearest-name.js'
import {PlanError} from '../../errors.js'
import {clusterKind, clusterWords, instanceWords} from './choose-databases.js'
import type {Discovery, FoundDatabase, FoundTier} from './discovery.js'
import type {LinkedEstate} from './linked-estate.js'
import type {LinkedUnit} from './linked-units.js'

/** `--tier web=shop-web`: what to call a tier, and the group, cluster/service, database or ARN that it is. */
export type NamedTier = {name: string; resource: string}

type Parts = Pick<Discovery, 'tiers' | 'databases' | 'notChosen'>

/**
 * Adds what a person named to what was found, or renames it where it was found already. What a person says is certain.
 *
 * Throws TIER_UNKNOWN for a resource that does not exist or could be two, and TIER_INVALID for a name that the config
 * does not take or that is there twice.
 */
export function nameTiers({
  estate,
  found,
  named,
  entryName,
}: {
  estate: LinkedEstate
  found: Parts
  named: readonly NamedTier[]
  entryName: string | null
}): Parts {
  return named.reduce((parts, one) => nameTier({estate, parts, one, entryName}), found)
}

function nameTier({
  estate,
  parts,
  one,
  entryName,
}: {
  estate: LinkedEstate
  parts: Parts
  one: NamedTier
  entryName: string | null
}): Parts {
  const {name} = one
  if (!/^[a-z0-9-]+$/.test(name)) throw invalid(one, 'a tier is named with lower-case letters, digits and dashes')
  const match = matchOf(estate, one)
  const isOther = ({kind, resource}: {kind: string; resource: string}) =>
    resource !== match.resource || (kind === 'asg' || kind === 'ecs') !== (match.kind === 'asg' || match.kind === 'ecs')
  const old = [...parts.tiers, ...parts.databases].find((tier) => !isOther(tier))
  const rest = {
    tiers: parts.tiers.filter(isOther),
    databases: parts.databases.filter(isOther),
    notChosen: parts.notChosen.filter(
      (left) => left.kind === 'load balancer' || left.kind === 'distribution' || isOther(left),
    ),
  }
  if ([...rest.tiers, ...rest.databases].some((tier) => tier.name === name)) {
    throw invalid(one, `another tier is called ${name}`)
  }
  const because = ['named with --tier', ...(old?.because ?? [])]
  return 'unit' in match
    ? {...rest, tiers: [...rest.tiers, unitTier({estate, unit: match.unit, name, because, old, entryName})]}
    : {...rest, databases: [...rest.databases, {...match, name, because, isCertain: true}]}
}

type Match =
  | {kind: 'asg' | 'ecs'; resource: string; unit: LinkedUnit}
  | Pick<FoundDatabase, 'kind' | 'resource' | 'what' | 'replicaOf'>

function matchOf(estate: LinkedEstate, {name, resource}: NamedTier): Match {
  const [, prefix, bare = resource] = /^(?:(asg|ecs|rds):)?(.+)$/s.exec(resource) ?? []
  const isMeant = (kind: string, id: string, arn: string) =>
    (prefix === undefined || prefix === kind) && (bare === id || (arn !== '' && bare === arn))
  const units = estate.units.filter(({kind, resource: id, arn}) => isMeant(kind, id, arn))
  const databases = databaseMatches(estate).filter(({id, arn}) => isMeant('rds', id, arn))
  const matches: Match[] = [
    ...units.map((unit) => ({kind: unit.kind, resource: unit.resource, unit})),
    ...databases.map(({match}) => match),
  ]
  const [first] = matches
  if (first !== undefined && matches.length === 1) return first
  const names = [...estate.units.map((unit) => unit.resource), ...databaseMatches(estate).map(({id}) => id)]
  const near = nearestName(bare, names)
  const suggestions =
    matches.length > 1
      ? [`--tier ${name}=asg:${bare}`, `--tier ${name}=rds:${bare}`]
      : [
          near === undefined
            ? `there is ${names.slice(0, 5).join(', ') || 'nothing to name'}`
            : `--tier ${name}=${near}`,
        ]
  const what = matches.length > 1 ? 'could be two resources' : 'is no Auto Scaling group, cluster/service or database'
  throw new PlanError('usage', 'TIER_UNKNOWN', `--tier ${name}=${resource}: ${resource} ${what} of this estate`, {
    suggestions,
  })
}

function databaseMatches(estate: LinkedEstate): {id: string; arn: string; match: Match}[] {
  const clusters = [...new Set(estate.databases.flatMap(({cluster}) => cluster ?? []))]
  return [
    ...estate.databases
      .filter(({cluster}) => cluster === null)
      .map((database) => {
        const {id, arn, engine, replicaOf} = database
        const kind = ['mysql', 'postgres', 'mariadb'].includes(engine) ? ('rds' as const) : ('dependency' as const)
        return {id, arn, match: {kind, resource: id, what: instanceWords(database), replicaOf}}
      }),
    ...clusters.map((cluster) => {
      const family = estate.databases.filter((one) => one.cluster === cluster)
      const kind = family[0] === undefined ? ('dependency' as const) : clusterKind(family[0])
      return {
        id: cluster,
        arn: '',
        match: {kind, resource: cluster, what: clusterWords(cluster, family), replicaOf: null},
      }
    }),
  ]
}

function unitTier({
  estate,
  unit,
  name,
  because,
  old,
  entryName,
}: {
  estate: LinkedEstate
  unit: LinkedUnit
  name: string
  because: string[]
  old: FoundTier | FoundDatabase | undefined
  entryName: string | null
}): FoundTier {
  if (old !== undefined && 'isFront' in old) return {...old, name, because, isCertain: true}
  const senders = unit.targets.flatMap(({balancerArns}) => balancerArns)
  const balancer = estate.balancers.find(({arn}) => senders.includes(arn))?.name ?? null
  return {
    name,
    kind: unit.kind,
    resource: unit.resource,
    loadBalancer: balancer,
    isFront: balancer !== null && balancer === entryName,
    targetGroup: unit.targets.length > 1 ? (unit.targets[0]?.name ?? null) : null,
    because: unit.owner === null ? because : [...because, `owned by ${unit.owner}: it is sized and never written`],
    isCertain: true,
  }
}

function invalid({name, resource}: NamedTier, why: string): PlanError {
  return new PlanError('usage', 'TIER_INVALID', `--tier ${name}=${resource}: ${why}`, {
    suggestions: [`--tier NAME=${resource}, such as --tier web=shop-web`],
  })
}
