import {resourceNotFound} from '../../documents/resource-not-found.js'
import type {Choice, FoundDistribution, NotChosen} from './discovery.js'
import type {LinkedBalancer, LinkedDistribution, LinkedEstate} from './linked-estate.js'

type Answer = {distribution: FoundDistribution | null; notChosen: NotChosen[]; choices: Choice[]}

/**
 * Finds the CloudFront distribution in front of the entry.
 *
 * An origin that is the load balancer's DNS name is certain. Behind a name of the shop's own the only distribution of
 * an account with one entry is taken and said to be a guess; AWS does not tell where such a name leads. More than one
 * is never guessed among: the demand is then counted at the load balancer. Throws RESOURCE_NOT_FOUND for a wrong id.
 */
export function chooseDistribution({
  estate,
  place,
  entry,
  candidates,
  wanted,
}: {
  estate: LinkedEstate
  place: {account: string; region: string}
  entry: LinkedBalancer[]
  candidates: LinkedBalancer[][]
  wanted: string | undefined
}): Answer {
  if (wanted !== undefined) return namedDistribution(estate, place, wanted)
  const ours = entry.map(({dnsName}) => dnsName).filter((name) => name !== '')
  const enabled = estate.distributions.filter(({isEnabled}) => isEnabled)
  const exact = enabled.filter(({origins}) => origins.some((origin) => ours.includes(origin)))
  const possible = enabled.filter(({origins}) => origins.some(isOwnName))
  if (exact.length === 1) return chosen(estate, exact, `its origin is the DNS name of load balancer ${entry[0]?.name}`)
  if (exact.length > 1) return open(estate, exact, 'all have this load balancer as an origin')
  if (possible.length === 1 && candidates.length === 1) {
    const name = possible[0]?.origins.find(isOwnName)
    const because = `a guess: its origin ${name} is a name of your own, and there is one distribution and one load balancer that it can lead to`
    return chosen(estate, possible, because, false)
  }
  return possible.length === 0
    ? {distribution: null, notChosen: leftOut(estate, []), choices: []}
    : open(estate, possible, 'have origins under names of your own, and AWS does not tell where those lead')
}

/** A name that may lead to a load balancer: not S3, and not a load balancer under AWS's own name. */
function isOwnName(origin: string): boolean {
  return !/\.s3[.-][a-z0-9.-]*amazonaws\.com$|\.elb\.amazonaws\.com$/.test(origin)
}

function namedDistribution(estate: LinkedEstate, place: {account: string; region: string}, id: string): Answer {
  const named = estate.distributions.filter((one) => one.id === id)
  if (named.length > 0) return chosen(estate, named, 'named with --distribution')
  const names = estate.distributions.map((one) => one.id)
  throw resourceNotFound({asker: '--distribution', kind: 'CloudFront distribution', name: id, names, ...place})
}

function chosen(estate: LinkedEstate, found: LinkedDistribution[], because: string, isCertain = true): Answer {
  const [first] = found
  if (first === undefined) return {distribution: null, notChosen: leftOut(estate, []), choices: []}
  const {id, aliases} = first
  return {
    distribution: {resource: id, aliases, because: [because], isCertain},
    notChosen: leftOut(estate, [first]),
    choices: [],
  }
}

function open(estate: LinkedEstate, options: LinkedDistribution[], why: string): Answer {
  const ids = options.map(({id}) => id).join(', ')
  return {
    distribution: null,
    notChosen: leftOut(estate, []),
    choices: [
      {
        question: `Which CloudFront distribution stands in front? ${ids} ${why}. Without an answer requests are counted at the load balancer.`,
        flag: '--distribution',
        isRequired: false,
        options: options.map(({id, aliases, origins}) => ({
          value: id,
          says: `${aliases.join(', ') || 'no alias'}, origins ${origins.join(', ')}`,
        })),
      },
    ],
  }
}

function leftOut(estate: LinkedEstate, taken: LinkedDistribution[]): NotChosen[] {
  return estate.distributions
    .filter((one) => !taken.includes(one))
    .map(({id, isEnabled, origins}) => ({
      kind: 'distribution',
      resource: id,
      because: isEnabled ? `its origins are ${origins.join(', ') || 'not told'}` : 'it is switched off',
    }))
}
