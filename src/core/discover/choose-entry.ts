import {resourceNotFound} from '../../documents/resource-not-found.js'
import {PlanError} from '../../errors.js'
import type {Choice, FoundLoadBalancer, NotChosen, Tag} from './discovery.js'
import type {LinkedBalancer, LinkedEstate} from './linked-estate.js'
import type {LinkedUnit} from './linked-units.js'

/** The load balancers that visitors or the CDN reach, and every set of them that could have been one. */
export type Entry = {
  chosen: LinkedBalancer[]
  found: FoundLoadBalancer[]
  /** All sets of load balancers that are the entry of something, the chosen one included. */
  candidates: LinkedBalancer[][]
  notChosen: NotChosen[]
  choices: Choice[]
}

type Asked = {
  estate: LinkedEstate
  place: {account: string; region: string}
  tag: Tag | undefined
  loadBalancer: string | undefined
}

/** Units that a load balancer sends to. */
export function unitsBehind(estate: LinkedEstate, balancer: LinkedBalancer): LinkedUnit[] {
  return estate.units.filter(({targets}) => targets.some(({balancerArns}) => balancerArns.includes(balancer.arn)))
}

/**
 * Finds the load balancer that carries the public traffic, or several where one distribution has them all as origins.
 *
 * A candidate is an Application Load Balancer that is public or an origin of CloudFront and sends to an Auto Scaling
 * group or ECS service. With more than one candidate a tag or a name decides, else the choice is handed back. Throws
 * RESOURCE_NOT_FOUND for a name that does not exist, and TAG_NOT_FOUND.
 */
export function chooseEntry({estate, place, tag, loadBalancer}: Asked): Entry {
  const candidates = candidatesOf(estate)
  const tagged = candidates.filter((candidate) => isTagged(estate, candidate, tag))
  const wanted = tagged.length > 0 ? tagged : candidates
  const named = loadBalancer === undefined ? null : namedEntry({estate, place, candidates, name: loadBalancer})
  const chosen = named ?? (wanted.length === 1 ? (wanted[0] ?? []) : [])
  const because = named !== null ? ['named with --load-balancer'] : [whyOnly(candidates, tag)]
  return {
    chosen,
    candidates,
    found: chosen.map((balancer) => ({
      resource: balancer.name,
      isEntry: true,
      isCertain: true,
      because: [...because, ...originOf(estate, balancer), carries(estate, balancer)],
    })),
    notChosen: others(estate, candidates.flat(), chosen),
    choices: chosen.length > 0 || wanted.length === 0 ? [] : [openChoice(estate, wanted)],
  }
}

function candidatesOf(estate: LinkedEstate): LinkedBalancer[][] {
  const isOrigin = ({dnsName}: LinkedBalancer) => estate.distributions.some(({origins}) => origins.includes(dnsName))
  const entries = estate.balancers.filter(
    (balancer) =>
      balancer.type === 'application' &&
      (balancer.isPublic || isOrigin(balancer)) &&
      unitsBehind(estate, balancer).length > 0,
  )
  const groups: LinkedBalancer[][] = []
  for (const entry of entries) {
    const shared = estate.distributions.filter(({isEnabled, origins}) => isEnabled && origins.includes(entry.dnsName))
    const joined = groups.filter((group) =>
      group.some(({dnsName}) => shared.some(({origins}) => origins.includes(dnsName))),
    )
    const group = [...joined.flat(), entry]
    for (const old of joined) groups.splice(groups.indexOf(old), 1)
    groups.push(defaultFirst(group, shared[0]?.origins ?? []))
  }
  return groups
}

/** The origin of the default behaviour counts most of the requests. */
function defaultFirst(group: LinkedBalancer[], origins: string[]): LinkedBalancer[] {
  const rank = ({dnsName}: LinkedBalancer) => (origins[0] === dnsName ? 0 : 1)
  return group.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1))
}

function isTagged(estate: LinkedEstate, candidate: LinkedBalancer[], tag: Tag | undefined): boolean {
  if (tag === undefined) return true
  return candidate.some((balancer) => unitsBehind(estate, balancer).some(({tags}) => tags.get(tag.key) === tag.value))
}

/** Throws TAG_NOT_FOUND when nothing in the estate carries the tag, with the values that its key does have. */
export function requireTag(estate: LinkedEstate, tag: Tag): void {
  const tagged = [...estate.units, ...estate.databases]
  if (tagged.some(({tags}) => tags.get(tag.key) === tag.value)) return
  const values = [...new Set(tagged.flatMap(({tags}) => tags.get(tag.key) ?? []))].sort()
  const keys = [...new Set(tagged.flatMap(({tags}) => [...tags.keys()]))].sort().slice(0, 8)
  throw new PlanError(
    'usage',
    'TAG_NOT_FOUND',
    `no Auto Scaling group, ECS service or database is tagged ${tag.key}=${tag.value}`,
    {
      suggestions:
        values.length > 0
          ? values.slice(0, 5).map((value) => `--tag ${tag.key}=${value}`)
          : [
              keys.length > 0
                ? `tags in use: ${keys.join(', ')}`
                : 'nothing is tagged at all: use --load-balancer NAME',
            ],
    },
  )
}

function namedEntry({
  estate,
  place,
  candidates,
  name,
}: {
  estate: LinkedEstate
  place: Asked['place']
  candidates: LinkedBalancer[][]
  name: string
}): LinkedBalancer[] {
  const balancers = estate.balancers.filter(({type}) => type === 'application')
  const balancer = balancers.find((one) => one.name === name)
  if (balancer === undefined) {
    const names = balancers.map((one) => one.name)
    throw resourceNotFound({asker: '--load-balancer', kind: 'load balancer', name, names, ...place})
  }
  const group = candidates.find((candidate) => candidate.includes(balancer)) ?? []
  return [balancer, ...group.filter((one) => one !== balancer)]
}

function whyOnly(candidates: LinkedBalancer[][], tag: Tag | undefined): string {
  if (candidates.length === 1) return 'the only one that visitors reach and that sends to a group or service'
  return `the only one that sends to something tagged ${tag?.key}=${tag?.value}`
}

function originOf(estate: LinkedEstate, {dnsName}: LinkedBalancer): string[] {
  const origin = estate.distributions.find(({isEnabled, origins}) => isEnabled && origins.includes(dnsName))
  return origin === undefined ? [] : [`an origin of CloudFront ${origin.id}`]
}

function carries(estate: LinkedEstate, balancer: LinkedBalancer): string {
  return `sends to ${unitsBehind(estate, balancer)
    .map(({resource}) => resource)
    .join(', ')}`
}

/** Load balancers that cannot be the entry, or were not asked for. Internal ones are judged with the tiers. */
function others(estate: LinkedEstate, entries: LinkedBalancer[], chosen: LinkedBalancer[]): NotChosen[] {
  return estate.balancers
    .filter((balancer) => !chosen.includes(balancer))
    .flatMap((balancer) => {
      const left = (because: string): NotChosen[] => [{kind: 'load balancer', resource: balancer.name, because}]
      if (balancer.type !== 'application') return left(`a ${balancer.type} load balancer: it counts no requests`)
      if (entries.includes(balancer)) return left(`carries something else: ${carries(estate, balancer)}`)
      return unitsBehind(estate, balancer).length === 0 ? left('sends to no Auto Scaling group and no ECS service') : []
    })
}

function openChoice(estate: LinkedEstate, candidates: LinkedBalancer[][]): Choice {
  return {
    question: 'Which load balancer carries the shop?',
    flag: '--load-balancer',
    isRequired: true,
    options: candidates.flatMap((candidate) =>
      candidate.slice(0, 1).map((balancer) => ({
        value: balancer.name,
        says: [carries(estate, balancer), ...originOf(estate, balancer)].join('; '),
      })),
    ),
  }
}
