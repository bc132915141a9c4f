import {afterEach, expect, test} from 'vitest'
import {usualPatience} from '../../src/notify/send-http.js'
import {updateIssue} from '../../src/notify/update-issue.js'
import {openSite, type SeenRequest} from './local-site.js'

const marker = '<!-- ecom-plan-issue a/b -->'
const text = {title: 'NOT READY', body: `${marker}\nbody`, marker, isOpen: true}
type Issue = {
  number: number
  body: string | null
  author_association?: string
  user?: {type: string}
  pull_request?: object
  labels?: string[]
}

let site: Awaited<ReturnType<typeof openSite>> | undefined
afterEach(() => site?.close())

/** A repository of these issues, in pages of a hundred as GitHub has them, filtered by label. */
async function gitHub(issues: readonly Issue[]) {
  site = await openSite((response, {method, path}) => {
    const url = new URL(path, 'http://x')
    const json = (code: number, value: unknown) =>
      response.writeHead(code, {'content-type': 'application/json'}).end(JSON.stringify(value))
    if (method === 'POST') return json(201, {number: 900})
    if (method === 'PATCH') return json(200, {number: Number(path.split('/').at(-1))})
    const label = url.searchParams.get('labels')
    const page = Number(url.searchParams.get('page'))
    const found = issues.filter(({labels = []}) => label === null || labels.includes(label))
    return json(200, found.slice((page - 1) * 100, page * 100))
  })
  const {url, seen} = site
  const update = () =>
    updateIssue(
      {name: 'github-issue', apiUrl: `${url}/`, repository: 'shop/ops', token: 'cAnArY'},
      text,
      {},
      {
        ...usualPatience,
        pause: async () => {},
      },
    )
  const writes = () =>
    seen
      .filter(({method}: SeenRequest) => method !== 'GET')
      .map(({method, path, body}) => ({method, path, body: JSON.parse(body)}))
  return {update, writes, seen}
}

const ours: Issue = {number: 7, body: `${marker}\nolder`, user: {type: 'Bot'}, labels: ['ecom-plan']}
const others = Array.from(
  {length: 130},
  (_, i): Issue => ({number: 100 + i, body: i === 3 ? null : 'x', author_association: 'MEMBER'}),
)

test('the issue of the event is updated in place, and opened again', async () => {
  const {update, writes, seen} = await gitHub([...others, ours])
  expect(await update()).toEqual({number: 7, isNew: false})
  expect(writes()).toEqual([
    {method: 'PATCH', path: '/repos/shop/ops/issues/7', body: {title: 'NOT READY', body: text.body, state: 'open'}},
  ])
  expect(seen.every(({headers}) => headers.authorization === 'Bearer cAnArY')).toBe(true)
})

test('also where the label could not be set, on the second page', async () => {
  const {update, writes} = await gitHub([...others, {...ours, labels: []}])
  expect(await update()).toEqual({number: 7, isNew: false})
  expect(writes()).toHaveLength(1)
})

test('where there is none it is made once, with our label', async () => {
  const {update, writes} = await gitHub(others)
  expect(await update()).toEqual({number: 900, isNew: true})
  expect(writes()).toEqual([
    {
      method: 'POST',
      path: '/repos/shop/ops/issues',
      body: {title: 'NOT READY', body: text.body, labels: ['ecom-plan']},
    },
  ])
})

test.each<[string, Partial<Issue>]>([
  ['of a stranger that copied the marker', {user: {type: 'User'}, author_association: 'NONE'}],
  ['that quotes the marker', {body: `see ${marker}`}],
  ['that is a pull request', {pull_request: {}}],
])('an issue %s is left alone', async (_, change) => {
  const {update, writes} = await gitHub([{...ours, ...change}])
  expect(await update()).toEqual({number: 900, isNew: true})
  expect(writes().map(({method}) => method)).toEqual(['POST'])
})
