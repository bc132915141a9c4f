import {unitsBehind} from './choose-entry.js'
import type {FoundLoadBalancer, FoundTier, NotChosen, Tag} from './discovery.js'
import type {LinkedBalancer, LinkedEstate} from './linked-estate.js'
import type {LinkedUnit} from './linked-units.js'
import {tierName} from './tier-name.js'

/** What is known of the chain while it is followed inwards. */
export type Chain = {
  balancers: FoundLoadBalancer[]
  tiers: FoundTier[]
  /** The units behind `tiers`, in the same order. */
  units: LinkedUnit[]
  notChosen: NotChosen[]
}

type Link = {because: string; isCertain: boolean}

/**
 * Follows the chain from the entry inwards: what the entry sends to, then what internal load balancers send to, as
 * long as a chosen tier is linked to them.
 *
 * A link is certain when a task names the internal load balancer's DNS name or its security group admits a chosen
 * tier's. In the same VPC alone it is a guess, made only where no other shop has its entry in that VPC. Groups that
 * somebody else owns are left out with the owner's name.
 */
export function chooseTiers({
  estate,
  entry,
  entries,
  entryFound,
  tag,
}: {
  estate: LinkedEstate
  entry: LinkedBalancer[]
  /** One array for each shop that could have been meant. */
  entries: LinkedBalancer[][]
  entryFound: FoundLoadBalancer[]
  tag: Tag | undefined
}): Chain {
  const chain: Chain = {balancers: [...entryFound], tiers: [], units: [], notChosen: []}
  const isTagUsed = tag !== undefined && estate.units.some((unit) => isTaggedWith(unit, tag))
  const add = (balancer: LinkedBalancer, isFront: boolean, link: Link) => {
    for (const unit of unitsBehind(estate, balancer)) {
      const why = reasonAgainst(unit, isTagUsed ? tag : undefined)
      if (chain.units.includes(unit)) continue
      if (why !== null) chain.notChosen.push({kind: unit.kind, resource: unit.resource, because: why})
      else take({chain, unit, balancer, isFront, link, shop: entry[0]?.name ?? ''})
    }
  }
  for (const balancer of entry) add(balancer, true, {because: '', isCertain: true})
  const inner = estate.balancers.filter(
    (one) => one.type === 'application' && !entries.flat().includes(one) && !entry.includes(one),
  )
  const waiting = new Set(inner.filter((one) => unitsBehind(estate, one).length > 0))
  for (let found = true; found; ) {
    found = false
    for (const balancer of waiting) {
      const link = linkTo({estate, balancer, chain, tag: isTagUsed ? tag : undefined})
      if (link === null) continue
      waiting.delete(balancer)
      found = true
      chain.balancers.push({
        resource: balancer.name,
        isEntry: false,
        because: [link.because],
        isCertain: link.isCertain,
      })
      add(balancer, false, link)
    }
  }
  for (const balancer of waiting) {
    const link = sameVpc({balancer, entry, entries})
    if ('isCertain' in link) {
      const {because, isCertain} = link
      chain.balancers.push({resource: balancer.name, isEntry: false, because: [because], isCertain})
      add(balancer, false, link)
    } else chain.notChosen.push({kind: 'load balancer', resource: balancer.name, because: link.because})
  }
  return {...chain, notChosen: unique([...chain.notChosen, ...leftOut(estate, chain)], chain)}
}

const isTaggedWith = (unit: LinkedUnit, tag: Tag) => unit.tags.get(tag.key) === tag.value

function reasonAgainst(unit: LinkedUnit, tag: Tag | undefined): string | null {
  if (unit.owner !== null) return `owned by ${unit.owner}, which sets its size`
  return tag === undefined || isTaggedWith(unit, tag) ? null : `not tagged ${tag.key}=${tag.value}`
}

function take({
  chain,
  unit,
  balancer,
  isFront,
  link,
  shop,
}: {
  chain: Chain
  unit: LinkedUnit
  balancer: LinkedBalancer
  isFront: boolean
  link: Link
  shop: string
}): void {
  const ours = unit.targets.filter(({balancerArns}) => balancerArns.includes(balancer.arn))
  const names = ours.map(({name}) => name).sort()
  const [first] = names
  const several =
    names.length > 1 ? [`a guess: of its target groups ${names.join(', ')} the first counts its requests`] : []
  chain.units.push(unit)
  chain.tiers.push({
    name: tierName({resource: unit.resource, shop, taken: chain.tiers.map(({name}) => name)}),
    kind: unit.kind,
    resource: unit.resource,
    loadBalancer: balancer.name,
    isFront,
    targetGroup: unit.targets.length > 1 ? (first ?? null) : null,
    because: [
      `load balancer ${balancer.name} sends to its target group ${names.join(', ')}`,
      ...(link.isCertain ? [] : [link.because]),
      ...several,
    ],
    isCertain: link.isCertain && names.length === 1,
  })
}

function linkTo({
  estate,
  balancer,
  chain,
  tag,
}: {
  estate: LinkedEstate
  balancer: LinkedBalancer
  chain: Chain
  tag: Tag | undefined
}): Link | null {
  const {dnsName, securityGroups} = balancer
  const caller = chain.units.find(
    ({environment}) => dnsName !== '' && environment.some((value) => value.includes(dnsName)),
  )
  if (caller) return {because: `the task of ${caller.resource} names its DNS name`, isCertain: true}
  const admits = chain.units.find((unit) => admitsUnit(estate, securityGroups, unit))
  if (admits) return {because: `its security group admits ${admits.resource}`, isCertain: true}
  if (tag === undefined || !unitsBehind(estate, balancer).some((unit) => isTaggedWith(unit, tag))) return null
  return {because: `it sends to something tagged ${tag.key}=${tag.value}`, isCertain: true}
}

/** Whether an inbound rule of one of the groups admits a group of the unit. */
export function admitsUnit(estate: LinkedEstate, securityGroups: readonly string[], unit: LinkedUnit): boolean {
  return securityGroups.some((group) => unit.securityGroups.some((from) => estate.admitted.get(group)?.has(from)))
}

function sameVpc({
  balancer,
  entry,
  entries,
}: {
  balancer: LinkedBalancer
  entry: LinkedBalancer[]
  entries: LinkedBalancer[][]
}): Link | {because: string} {
  const isHere = ({vpc}: LinkedBalancer) => vpc !== null && vpc === balancer.vpc
  const rivals = entries.filter((group) => group.some(isHere))
  if (!entry.some(isHere))
    return {because: `in another VPC than load balancer ${entry[0]?.name}, and nothing links them`}
  if (rivals.length > 1) {
    const names = rivals.map((group) => group[0]?.name).join(', ')
    return {because: `in one VPC with several that visitors reach (${names}): nothing says which of them it serves`}
  }
  return {
    because: `a guess: in the VPC of load balancer ${entry[0]?.name}, and no other shop is in it`,
    isCertain: false,
  }
}

/** Units that no load balancer sends to: their requests cannot be counted. */
function leftOut(estate: LinkedEstate, chain: Chain): NotChosen[] {
  return estate.units
    .filter((unit) => !chain.units.includes(unit))
    .map((unit) => {
      const isTarget = unit.targets.some(({balancerArns}) => balancerArns.length > 0)
      const because =
        reasonAgainst(unit, undefined) ??
        (isTarget
          ? 'behind another load balancer'
          : 'no load balancer sends to it, so that its requests are not counted')
      return {kind: unit.kind, resource: unit.resource, because}
    })
}

/** The first reason for each resource, without what was chosen after all. */
function unique(list: NotChosen[], {tiers}: Chain): NotChosen[] {
  const seen = new Set(tiers.map(({kind, resource}) => `${kind} ${resource}`))
  return list.filter(({kind, resource}) => {
    const key = `${kind} ${resource}`
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
