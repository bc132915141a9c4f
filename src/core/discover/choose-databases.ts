import {admitsUnit} from './choose-tiers.js'
import type {Choice, FoundDatabase, NotChosen, Tag} from './discovery.js'
import type {LinkedBalancer, LinkedDatabase, LinkedEstate} from './linked-estate.js'
import type {LinkedUnit} from './linked-units.js'
import {tierName} from './tier-name.js'

/** A primary with its replicas, or a cluster with its instances: they are shared or left together. */
type Family = LinkedDatabase[]

type Links = {family: Family; certain: string[]; isNear: boolean}

type Answer = {databases: FoundDatabase[]; notChosen: NotChosen[]; choices: Choice[]}

/** Engines whose limits the catalogue knows; of an instance, not of a cluster. */
const knownEngines = ['mysql', 'postgres', 'mariadb']

/**
 * Finds the databases that the chosen units share, with their replicas.
 *
 * A link is certain when a task names the database's endpoint, or a security group of the database admits one of a
 * unit. With no such link the only database in the units' VPC is taken and said to be a guess; one of several, or one
 * in a VPC that two shops share, is never taken: the choice is handed back. Engines whose limits are not known come as
 * `dependency`.
 */
export function chooseDatabases({
  estate,
  units,
  entry,
  entries,
  tag,
  taken,
}: {
  estate: LinkedEstate
  units: readonly LinkedUnit[]
  entry: readonly LinkedBalancer[]
  entries: readonly LinkedBalancer[][]
  tag: Tag | undefined
  taken: readonly string[]
}): Answer {
  const isTagged = ({tags}: LinkedDatabase) => tag !== undefined && tags.get(tag.key) === tag.value
  const isTagUsed = estate.databases.some(isTagged)
  const vpcs = [...units, ...entry].flatMap(({vpc}) => vpc ?? [])
  const all = families(estate.databases).map((family) => linksOf({estate, units, family, vpcs}))
  const linked = isTagUsed
    ? all
        .filter(({family}) => family.some(isTagged))
        .map((links) => ({...links, certain: [`tagged ${tag?.key}=${tag?.value}`, ...links.certain]}))
    : all.filter(({certain}) => certain.length > 0)
  const near = all.filter(({isNear}) => isNear)
  const shopCount = entries.filter((group) => group.some(({vpc}) => vpc !== null && vpcs.includes(vpc))).length
  const isGuessSafe = linked.length === 0 && near.length === 1 && shopCount <= 1
  const chosen = isGuessSafe ? near : linked
  const names = [...taken]
  const databases = chosen.flatMap((links) => foundOf(links, names))
  const left = all.filter(({family}) => !chosen.some((one) => one.family === family))
  return {
    databases,
    notChosen: left.flatMap((links) => leftOut(links, {isTagUsed, tag, linked: linked.length, near: near.length})),
    choices: chosen.length === 0 && near.length > 0 ? [openChoice(near, shopCount)] : [],
  }
}

function families(databases: readonly LinkedDatabase[]): Family[] {
  const root = (database: LinkedDatabase): string => {
    const parent = databases.find(
      ({id, arn}) => id === database.replicaOf || (arn !== '' && arn === database.replicaOf),
    )
    if (parent !== undefined && parent !== database) return root(parent)
    return database.cluster === null ? `instance ${database.id}` : `cluster ${database.cluster}`
  }
  const found = new Map<string, Family>()
  for (const database of databases) {
    const key = root(database)
    found.set(key, [...(found.get(key) ?? []), database])
  }
  return [...found.values()]
}

function linksOf({
  estate,
  units,
  family,
  vpcs,
}: {
  estate: LinkedEstate
  units: readonly LinkedUnit[]
  family: Family
  vpcs: readonly string[]
}): Links {
  const naming = units.filter(({environment}) =>
    family.some(({endpoint, cluster}) => {
      // A cluster's own endpoints begin with its name and share the rest with those of its instances.
      const names = [endpoint, cluster !== null && endpoint !== null ? clusterDomain(cluster, endpoint) : null]
      return names.some((name) => name !== null && environment.some((value) => value.includes(name)))
    }),
  )
  const admitted = units.filter((unit) => family.some((one) => admitsUnit(estate, one.securityGroups, unit)))
  const list = (found: readonly LinkedUnit[]) => found.map(({resource}) => resource).join(', ')
  return {
    family,
    certain: [
      ...(naming.length > 0 ? [`its endpoint is named by the tasks of ${list(naming)}`] : []),
      ...(admitted.length > 0 ? [`its security group admits ${list(admitted)}`] : []),
    ],
    isNear: family.some(({vpc}) => vpc !== null && vpcs.includes(vpc)),
  }
}

const clusterDomain = (cluster: string, endpoint: string) =>
  `${cluster.toLowerCase()}.cluster-${endpoint.split('.').slice(1).join('.')}`

function foundOf({family, certain}: Links, names: string[]): FoundDatabase[] {
  const because = certain.length > 0 ? certain : ['a guess: it is the only database in the VPC of the tiers']
  const isCertain = certain.length > 0
  const nameOf = (resource: string) => {
    const name = tierName({resource, shop: '', taken: names})
    names.push(name)
    return name
  }
  const [first] = family
  if (first?.cluster != null) {
    const what = clusterWords(first.cluster, family)
    const resource = first.cluster
    return [{name: nameOf(resource), kind: clusterKind(first), resource, what, replicaOf: null, because, isCertain}]
  }
  const primaryFirst = [...family].sort((a, b) => Number(a.replicaOf !== null) - Number(b.replicaOf !== null))
  return primaryFirst.map((database) => ({
    name: nameOf(database.id),
    kind: knownEngines.includes(database.engine) ? 'rds' : 'dependency',
    resource: database.id,
    what: instanceWords(database),
    replicaOf: database.replicaOf,
    because: database.replicaOf === null ? because : [`a replica of ${database.replicaOf}`, ...because],
    isCertain,
  }))
}

/** What a database is, in the words of the config's `what`. */
export function instanceWords({id, engine, class: size, replicaOf}: LinkedDatabase): string {
  if (knownEngines.includes(engine)) return `${engine}, ${size}${replicaOf === null ? '' : ', a replica'}`
  return `${engine} ${id}, ${size}; the limits of this engine are not known here`
}

export function clusterWords(cluster: string, family: Family): string {
  const classes = [...new Set(family.map((one) => one.class))].join(', ')
  const [first] = family
  const words = `${first?.engine ?? ''} cluster ${cluster}, ${family.length} × ${classes}`
  const isSized = first !== undefined && clusterKind(first) !== 'dependency'
  return isSized ? words : `${words}; the limits of this engine are not known here`
}

/** What kind of tier a cluster is, by the engine of an instance of it. */
export function clusterKind({engine}: LinkedDatabase): FoundDatabase['kind'] {
  if (engine.startsWith('aurora')) return 'aurora'
  return knownEngines.includes(engine) ? 'rds-cluster' : 'dependency'
}

function leftOut(
  {family, isNear}: Links,
  {isTagUsed, tag, linked, near}: {isTagUsed: boolean; tag: Tag | undefined; linked: number; near: number},
): NotChosen[] {
  const reason = () => {
    if (isTagUsed) return `not tagged ${tag?.key}=${tag?.value}`
    if (!isNear) return 'in another VPC, and nothing links it to a tier'
    if (linked > 0) return 'in the VPC of the tiers, and nothing else links it to one'
    return near > 1
      ? `one of ${near} in the VPC of the tiers, and nothing else links it to one`
      : 'in a VPC that several shops share, and nothing else links it to a tier'
  }
  return [{kind: 'database', resource: family[0]?.cluster ?? family[0]?.id ?? '', because: reason()}]
}

function openChoice(near: readonly Links[], shopCount: number): Choice {
  return {
    question:
      shopCount > 1
        ? 'Which database does the shop use? Several shops share the VPC.'
        : 'Which database does the shop use? There are several in the VPC of the tiers.',
    flag: '--tier',
    isRequired: false,
    options: near.flatMap(({family}) =>
      family
        .filter(({replicaOf}) => replicaOf === null)
        .slice(0, 1)
        .map((one) => ({
          value: `${tierName({resource: one.cluster ?? one.id, shop: '', taken: []})}=${one.cluster ?? one.id}`,
          says: one.cluster === null ? instanceWords(one) : clusterWords(one.cluster, family),
        })),
    ),
  }
}
