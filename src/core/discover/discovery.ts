/** One resource that carries the shop, and what says so. `isCertain` is false where only a guess links it. */
type Found = {resource: string; because: string[]; isCertain: boolean}

export type FoundDistribution = Found & {aliases: string[]}

/** `isEntry`: visitors or the CDN reach it directly; the first one counts the requests behind the CDN. */
export type FoundLoadBalancer = Found & {isEntry: boolean}

export type FoundTier = Found & {
  name: string
  kind: 'asg' | 'ecs'
  /** The load balancer that sends to it; null when it was named by hand and none of the shop's does. */
  loadBalancer: string | null
  isFront: boolean
  /** The target group that counts its requests, where it has more than one; null where it cannot be mistaken. */
  targetGroup: string | null
}

/** A `dependency` is listed and not sized: engines whose limits are not known here. */
export type FoundDatabase = Found & {
  name: string
  kind: 'rds' | 'aurora' | 'rds-cluster' | 'dependency'
  what: string
  replicaOf: string | null
}

/** `resource` is of that kind and was left out. */
export type NotChosen = {
  kind: 'distribution' | 'load balancer' | 'asg' | 'ecs' | 'database'
  resource: string
  because: string
}

/** A question that the estate does not answer. When `isRequired`, there is no chain until a flag answers it. */
export type Choice = {
  question: string
  flag: '--load-balancer' | '--distribution' | '--tier'
  isRequired: boolean
  options: {value: string; says: string}[]
}

/** What carries the shop, in the order of its requests, what was left out, and what only a person can tell. */
export type Discovery = {
  account: string
  region: string
  capturedAt: string
  distribution: FoundDistribution | null
  loadBalancers: FoundLoadBalancer[]
  tiers: FoundTier[]
  databases: FoundDatabase[]
  notChosen: NotChosen[]
  choices: Choice[]
}

/** A tag that every part of the shop carries. */
export type Tag = {key: string; value: string}
