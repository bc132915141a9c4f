import type {MetricId, MetricSeries} from '../../src/documents/series.js'
import type {AwsObject, Snapshot} from '../../src/documents/snapshot.js'
import {type FakeAthena, makeAthena} from './athena.js'
import type {Limits} from './limit.js'

/** Active sessions of a statement on average, by what they wait for. */
export type FakeStatement = {id: string; text: string; waits: Readonly<Record<string, number>>}

/** What the fake account holds. Tests change it freely between calls. */
export type FakeEstate = {
  snapshot: Snapshot
  /** What the account has in other Regions, by their name. */
  elsewhere: Record<string, Snapshot>
  series: MetricSeries[]
  /** ec2:DescribeSecurityGroups and the instances of ec2:DescribeInstances: a snapshot has no list for them. */
  securityGroups: AwsObject[]
  instances: AwsObject[]
  /** rds:DescribeOrderableDBInstanceOptions, and rds:DescribeValidDBInstanceModifications by instance. */
  orderableOptions: AwsObject[]
  validModifications: Record<string, AwsObject>
  /** pi:DescribeDimensionKeys: sessions by statement and what they wait for, of an instance by its DbiResourceId. */
  statements: Record<string, readonly FakeStatement[]>
  /** pricing:GetProducts: each row is a JSON text. */
  priceList: string[]
  /** The fake's clock: CloudWatch's retention counts from here. */
  now: string
  /** Whether the changes in `services.ts` are made; all are refused when not told. */
  isWritable: boolean
  /** How far the Date of every reply is ahead of this machine's clock. */
  clockOffsetMs: number
  /** Elements of a page; small, so that every reader has to follow pages. */
  pageSize: number
  /** Points of a page of GetMetricData. */
  pagePoints: number
  /** Makes the points of metrics that `series` has not, for estates too large to hold them; null for none. */
  measured: ((metric: MetricId) => (atS: number, periodS: number) => number | null) | null
  /** IAM actions that the caller's policy allows; all of them when null. */
  allowed: readonly string[] | null
  /** Athena's workgroups, databases, and what its queries come to. */
  athena: FakeAthena
  /** Other accounts, by the access key that a role of theirs comes with. */
  accounts: Record<string, FakeEstate>
  /** rds:DescribeEvents. */
  databaseEvents: AwsObject[]
  /** ec2:DescribeCapacityReservations. */
  reservations: AwsObject[]
  /** servicequotas:ListRequestedServiceQuotaChangeHistoryByQuota. */
  quotaRequests: AwsObject[]
  /** ssm:GetParameter by name, and secretsmanager:GetSecretValue by id. */
  parameters: Record<string, string>
  secrets: Record<string, string>
  /** Topics of SNS that there are. */
  topics: string[]
  /** What people call the account; null where it has no alias. */
  alias: string | null
  /** How often services let themselves be called; any number of times when not told. */
  limits: Limits
}

/** An estate from a snapshot and measured series, as the tool's own files hold them. */
export function makeEstate({snapshot, ...given}: Partial<FakeEstate> & {snapshot: Snapshot}): FakeEstate {
  return {
    snapshot,
    elsewhere: {},
    series: [],
    securityGroups: [],
    instances: [],
    orderableOptions: [],
    validModifications: {},
    statements: {},
    priceList: [],
    now: snapshot.capturedAt,
    isWritable: false,
    clockOffsetMs: 0,
    allowed: null,
    pageSize: 2,
    pagePoints: 1000,
    measured: null,
    athena: makeAthena(),
    accounts: {},
    limits: {},
    databaseEvents: [],
    reservations: [],
    quotaRequests: [],
    parameters: {},
    secrets: {},
    topics: [],
    alias: null,
    ...given,
  }
}

/** Answers one operation. The input has passed the SDK's schema; the output is AWS's own shape. */
export type Handler = (input: AwsObject, estate: FakeEstate) => AwsObject

/** An error that a handler answers with. */
export class FakeFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message)
  }
}

/** One page of a list, with a token for the next where there is one. */
export function pageOf({
  list,
  elements,
  token,
  tokenName = 'NextToken',
  size,
}: {
  list: string
  elements: readonly unknown[]
  token: unknown
  tokenName?: string
  size: number
}): AwsObject {
  const start = token === undefined ? 0 : Number(/^page-(\d+)$/.exec(String(token))?.[1])
  if (!Number.isInteger(start)) throw new FakeFailure('InvalidNextToken', 'The token is not valid.')
  const end = start + size
  return {
    [list]: elements.slice(start, end),
    ...(end < elements.length ? {[tokenName]: `page-${end}`} : {}),
  }
}

/** Whether a list in an input names that value; an input without the list names everything. */
export function names(list: unknown, value: unknown): boolean {
  return !Array.isArray(list) || list.length === 0 || list.includes(value)
}
