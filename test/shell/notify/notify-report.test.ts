import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import type {Config} from '../../../src/documents/config.js'
import {type NotifyTarget, notifySchema} from '../../../src/documents/config-notify.js'
import {usualPatience} from '../../../src/notify/send-http.js'
import {openWith} from '../../../src/shell/notify-edges.js'
import {keepAlive, type Telling, type Told, tellOf, tellTest} from '../../../src/shell/notify-report.js'
import {connect} from '../../aws/connect.js'
import {cornerConfig} from '../../aws/corner-shop.js'
import {openSite, status} from '../../notify/local-site.js'
import {toldReport} from '../../report/notify/told-report.js'

const canary = 'cAnArYsEcReT'
const topic = 'arn:aws:sns:us-east-1:123456789012:peak'
const report = toldReport()
const ready = {readiness: {...report.readiness, verdict: 'ready' as const, scorePoints: 96}}
let folder = ''
let fake: Awaited<ReturnType<typeof connect>>
let site: Awaited<ReturnType<typeof openSite>>
let answer: Parameters<typeof openSite>[0] = status(200)
let timeoutMs = usualPatience.timeoutMs

beforeEach(async () => {
  timeoutMs = usualPatience.timeoutMs
  folder = mkdtempSync(join(tmpdir(), 'ecom-plan-notify-'))
  answer = (response, {method}) => {
    if (method === 'GET') response.end('[]')
    else response.end('{"number": 12}')
  }
  site = await openSite((response, seen) => answer(response, seen))
  fake = await connect({now: report.at, isWritable: true, topics: [topic]})
  fake.estate.parameters['/shop/slack'] = `${site.url}/slack/${canary}`
  fake.estate.secrets['shop/pager'] = JSON.stringify({key: `${canary}key`})
  writeFileSync(join(folder, 'hook'), `${site.url}/hook/${canary}`, {mode: 0o600})
  vi.stubEnv('TEAMS_URL', `${site.url}/teams/${canary}`)
  vi.stubEnv('PAGER_URL', `${site.url}/pager`)
  vi.stubEnv('GITHUB_TOKEN', `${canary}token`)
})
afterEach(async () => {
  await Promise.all([fake.aws.close(), site.close()])
  rmSync(folder, {recursive: true, force: true})
  vi.unstubAllEnvs()
})

const everybody = (): NotifyTarget[] =>
  [
    {kind: 'slack', url: 'ssm:/shop/slack'},
    {kind: 'sns', topic},
    {kind: 'webhook', url: 'file:hook'},
    {kind: 'webhook', url: 'env:TEAMS_URL', template: 'teams'},
    {kind: 'webhook', url: 'env:PAGER_URL', template: 'pagerduty', token: 'secretsmanager:shop/pager#key'},
    {kind: 'github-issue', repository: 'shop/ops', apiUrl: `${site.url}/api`},
  ].map((target) => notifySchema.parse(target))

function telling(given: {flags?: Telling['flags']; notify?: NotifyTarget[]; metrics?: boolean} = {}): Telling {
  const {flags = {}, notify = everybody(), metrics = true} = given
  const config: Config = {...cornerConfig, notify, report: {...cornerConfig.report, metrics}}
  return {
    config,
    folder,
    flags: {'endpoint-url': fake.aws.url, ...flags},
    open: (opening) => openWith(opening, {...usualPatience, timeoutMs, pause: async () => {}}),
  }
}
const writesOf = () => fake.aws.calls.filter(({isMutating}) => isMutating).map(({operation}) => operation)
const saidOf = (told: Told) => JSON.stringify(told)

test('everybody hears, the metrics are put, and no secret is in what is said', async () => {
  const told = await tellOf({...telling(), report, previous: ready, markdown: {issue: '# whole report'}})
  expect(told).toEqual({
    told: [
      'metrics in CloudWatch: put',
      'slack (notify[0]): sent',
      'sns (notify[1]): published',
      'webhook (notify[2]): sent',
      'webhook (notify[3]): sent',
      'webhook (notify[4]): sent',
      'github-issue (notify[5]): made shop/ops#12',
    ],
    warnings: [],
    isFailed: false,
  })
  expect(writesOf().sort()).toEqual(['Publish', 'PutMetricData'])
  const bodyAt = (path: string) =>
    JSON.parse(site.seen.find((one) => one.path.startsWith(path) && one.method === 'POST')?.body ?? '{}')
  expect(bodyAt('/slack/').text).toContain('NOT READY · score 58 (was 96)')
  expect(bodyAt('/hook/')).toMatchObject({schema: 'ecom-plan.message/v1', previousVerdict: 'ready'})
  expect(bodyAt('/teams/').attachments).toHaveLength(1)
  expect(bodyAt('/pager')).toMatchObject({event_action: 'trigger', routing_key: `${canary}key`})
  expect(bodyAt('/api/').body).toContain('# whole report')
  expect(saidOf(told)).not.toContain(canary)
})

describe('what fails is a warning for each, keeps nobody else from hearing, and says no secret', () => {
  test.each<[string, () => void]>([
    ['500', () => (answer = (response) => response.writeHead(500).end(canary))],
    [
      '403 that repeats what was sent',
      () => (answer = (response, seen) => response.writeHead(403).end(JSON.stringify(seen))),
    ],
    [
      'silence',
      () => {
        answer = () => {}
        timeoutMs = 150
      },
    ],
    ['a redirect', () => (answer = status(302, {location: `https://evil.example/${canary}`}))],
    ['a broken connection', () => (answer = (response) => response.destroy())],
  ])('%s', async (_, breakIt) => {
    breakIt()
    const told = await tellOf({...telling(), report, previous: ready})
    expect(told.isFailed).toBe(true)
    expect(told.told).toEqual(['metrics in CloudWatch: put', 'sns (notify[1]): published'])
    expect(told.warnings.map(({code}) => code)).toEqual(Array(5).fill('NOTIFY_FAILED'))
    expect(saidOf(told)).not.toContain(canary)
  })

  test('AWS that denies', async () => {
    fake.estate.allowed = []
    const told = await tellOf({...telling(), report, previous: ready})
    expect(told.warnings.map(({message}) => message).join('\n')).toMatch(
      /ssm:GetParameter on \/shop\/slack[\s\S]*sns:Publish[\s\S]*secretsmanager:GetSecretValue/,
    )
    expect(told.told).toHaveLength(3)
    expect(saidOf(told)).not.toContain(canary)
  })

  test('a secret that is no URL is not repeated', async () => {
    vi.stubEnv('BAD', `${canary} no url`)
    vi.stubEnv('HTTP', `http://hooks.example/${canary}`)
    const notify = ['env:BAD', 'env:HTTP', `env:${'GONE'}`].map(
      (url): NotifyTarget => ({kind: 'slack', url, when: 'always'}),
    )
    const told = await tellOf({...telling({notify, metrics: false}), report, previous: null})
    expect(told.warnings.map(({code}) => code)).toEqual(['SECRET_MISSING', 'NOTIFY_URL_INVALID', 'SECRET_MISSING'])
    expect(saidOf(told)).not.toContain(canary)
  })
})

describe('who is not told', () => {
  test.each<[string, Telling['flags'], string[]]>([
    ['--no-notify', {'no-notify': true}, []],
    ['--offline', {offline: true}, ['NOT_TOLD']],
  ])('%s: nobody', async (_, flags, codes) => {
    const told = await tellOf({...telling({flags}), report, previous: null})
    expect(told).toMatchObject({told: [], isFailed: false})
    expect(told.warnings.map(({code}) => code)).toEqual(codes)
    expect([site.seen, fake.aws.calls]).toEqual([[], []])
  })

  test('nobody hears of a what-if', async () => {
    const whatIf = {...report, run: {...report.run, whatIf: ['web.max=99']}}
    const told = await tellOf({...telling(), report: whatIf, previous: null})
    expect(told.warnings.map(({message}) => message)).toEqual(['nobody is told of a what-if, and no metrics are put'])
    expect([site.seen, fake.aws.calls]).toEqual([[], []])
  })

  test('--notify slack: Slack alone, and the metrics', async () => {
    const told = await tellOf({...telling({flags: {notify: ['slack']}}), report, previous: null})
    expect(told.told).toEqual(['metrics in CloudWatch: put', 'slack (notify[0]): sent'])
  })

  test('a config without notify says nothing and asks nothing', async () => {
    const told = await tellOf({...telling({notify: [], metrics: false}), report, previous: null})
    expect(told).toEqual({told: [], warnings: [], isFailed: false})
    expect([site.seen, fake.aws.calls]).toEqual([[], []])
  })
})

test('--notify-test: a message marked as a test to each, an incident that is resolved at once, and no metrics', async () => {
  const told = await tellTest({...telling(), at: report.at})
  expect(told.isFailed).toBe(false)
  expect(told.told).toHaveLength(6)
  expect(writesOf()).toEqual(['Publish'])
  const bodies = site.seen.filter(({method}) => method === 'POST').map(({body}) => JSON.parse(body))
  expect(bodies.filter((body) => !/TEST|test/.test(JSON.stringify(body)))).toEqual([])
  const pager = site.seen.filter(({path}) => path === '/pager').map(({body}) => JSON.parse(body).event_action)
  expect(pager).toEqual(['trigger', 'resolve'])
  await expect(tellTest({...telling({notify: []}), at: report.at})).rejects.toMatchObject({
    code: 'NOTIFY_NOBODY',
    exitCode: 78,
  })
})

test('a run that is not due puts the last metrics again, as of now, and tells nobody', async () => {
  const at = '2026-11-23T12:00:00.000Z'
  const told = await keepAlive({...telling(), last: report, at})
  expect(told.told).toEqual(['metrics in CloudWatch: put'])
  const data = fake.aws.calls[0]?.input['MetricData']
  expect(data).toMatchObject([{Timestamp: new Date(at), Value: 58}, {}, {}, {}])
  expect(site.seen).toEqual([])
  for (const silent of [
    telling({metrics: false}),
    telling({flags: {offline: true}}),
    telling({flags: {'no-notify': true}}),
  ]) {
    expect((await keepAlive({...silent, last: report, at})).told).toEqual([])
  }
  expect((await keepAlive({...telling(), last: null, at})).told).toEqual([])
})

test('--github-summary adds to the summary and the outputs of the step, and is missed outside of GitHub', async () => {
  const paths = {GITHUB_STEP_SUMMARY: join(folder, 'summary'), GITHUB_OUTPUT: join(folder, 'output')}
  writeFileSync(paths.GITHUB_STEP_SUMMARY, 'before\n')
  for (const [name, path] of Object.entries(paths)) vi.stubEnv(name, path)
  const flags = {'github-summary': true, 'no-notify': true}
  const told = await tellOf({...telling({flags}), report, previous: null, markdown: {summary: '# report'}})
  expect(told.told).toEqual(['--github-summary: written'])
  expect(readFileSync(paths.GITHUB_STEP_SUMMARY, 'utf8')).toBe('before\n# report\n')
  expect(readFileSync(paths.GITHUB_OUTPUT, 'utf8')).toContain('verdict=not-ready\nscore=58\n')
  vi.stubEnv('GITHUB_STEP_SUMMARY', undefined)
  const missed = await tellOf({...telling({flags}), report, previous: null})
  expect(missed).toMatchObject({isFailed: true, warnings: [{code: 'STEP_SUMMARY_MISSING'}]})
})
