import type {MetricSeries} from '../../src/documents/series.js'
import type {AwsObject, Snapshot} from '../../src/documents/snapshot.js'

/** What the fake account holds. Tests change it freely between calls. */
export type FakeEstate = {
  snapshot: Snapshot
  series: MetricSeries[]
  /** ec2:DescribeSecurityGroups and the instances of ec2:DescribeInstances: a snapshot has no list for them. */
  securityGroups: AwsObject[]
  instances: AwsObject[]
  /** The fake's clock: CloudWatch's retention counts from here. */
  now: string
  /** Elements of a page; small, so that every reader has to follow pages. */
  pageSize: number
  /** Points of a page of GetMetricData. */
  pagePoints: number
}

/** An estate from a snapshot and measured series, as the tool's own files hold them. */
export function makeEstate({
  snapshot,
  series = [],
  securityGroups = [],
  instances = [],
  now = snapshot.capturedAt,
  pageSize = 2,
  pagePoints = 1000,
}: {
  snapshot: Snapshot
  series?: MetricSeries[]
  securityGroups?: AwsObject[]
  instances?: AwsObject[]
  now?: string
  pageSize?: number
  pagePoints?: number
}): FakeEstate {
  return {snapshot, series, securityGroups, instances, now, pageSize, pagePoints}
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
