import {PlanError} from '../errors.js'
import {type HttpCall, type Patience, sendHttp, usualPatience, type Way} from './send-http.js'

export type IssueTarget = {name: string; apiUrl: string; repository: string; token: string}
type Text = {title: string; body: string; marker: string; isOpen: boolean}
type Found = {
  number: number
  body?: string | null
  state?: string
  pull_request?: unknown
  author_association?: string
  user?: {type?: string} | null
}

const label = 'ecom-plan'
const pageSize = 100
/** Pages that are looked through: of those with our label, and of all, the last updated first. */
const labelledPages = 5
const otherPages = 3

/**
 * Updates the issue that begins with the marker, or makes it; the number of it. One that was closed is opened again
 * where `isOpen`. An issue counts as ours where an app or somebody of the repository wrote it: a marker that a stranger
 * copied into an issue of their own does not get the report. Throws what `sendHttp` throws.
 *
 * @source https://docs.github.com/en/rest/issues/issues
 */
export async function updateIssue(
  target: IssueTarget,
  text: Text,
  way: Way,
  patience: Patience = usualPatience,
): Promise<{number: number; isNew: boolean}> {
  const call = (method: HttpCall['method'], path: string, body?: object) =>
    sendHttp(callOf(target, method, path, body), way, patience)
  const found =
    (await findIssue(target, text.marker, `labels=${label}&`, labelledPages, call)) ??
    (await findIssue(target, text.marker, '', otherPages, call))
  const {title, body} = text
  if (found !== null) {
    const state = text.isOpen ? {state: 'open'} : {}
    await call('PATCH', `/issues/${found.number}`, {title, body, ...state})
    return {number: found.number, isNew: false}
  }
  const made = await call('POST', '/issues', {title, body, labels: [label]})
  const {number} = parsed(target, made.body) as {number?: number}
  if (typeof number !== 'number') throw odd(target)
  return {number, isNew: true}
}

type Call = (method: HttpCall['method'], path: string, body?: object) => Promise<{body: string}>

async function findIssue(
  target: IssueTarget,
  marker: string,
  filter: string,
  pages: number,
  call: Call,
): Promise<Found | null> {
  for (let page = 1; page <= pages; page++) {
    const query = `${filter}state=all&sort=updated&direction=desc&per_page=${pageSize}&page=${page}`
    const {body} = await call('GET', `/issues?${query}`)
    const issues = parsed(target, body)
    if (!Array.isArray(issues)) throw odd(target)
    const ours = (issues as Found[]).find((issue) => isOurs(issue, marker))
    if (ours !== undefined) return ours
    if (issues.length < pageSize) return null
  }
  return null
}

const insiders = new Set(['OWNER', 'MEMBER', 'COLLABORATOR'])

function isOurs({body, pull_request, author_association, user}: Found, marker: string): boolean {
  const isInside = insiders.has(author_association ?? '') || user?.type === 'Bot'
  return isInside && pull_request === undefined && (body ?? '').startsWith(marker)
}

function callOf(
  {name, apiUrl, repository, token}: IssueTarget,
  method: HttpCall['method'],
  path: string,
  body?: object,
): HttpCall {
  return {
    name,
    method,
    url: `${apiUrl.replace(/\/+$/, '')}/repos/${repository}${path}`,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
      ...(body === undefined ? {} : {'content-type': 'application/json'}),
    },
    ...(body === undefined ? {} : {body: JSON.stringify(body)}),
  }
}

function parsed(target: IssueTarget, body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw odd(target)
  }
}

function odd({name, apiUrl}: IssueTarget): PlanError {
  return new PlanError(
    'output',
    'NOTIFY_FAILED',
    `${name} was not told: ${new URL(apiUrl).host} answered with something that is not GitHub's`,
    {
      suggestions: ['check apiUrl under notify: of GitHub Enterprise Server it is https://HOST/api/v3'],
    },
  )
}
