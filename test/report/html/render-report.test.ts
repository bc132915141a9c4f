import {createHash} from 'node:crypto'
import {describe, expect, test} from 'vitest'
import type {Report} from '../../../src/documents/report.ts'
import {renderReportAssets, renderReportHtml} from '../../../src/report/html/render-report.ts'
import {script} from '../../../src/report/html/script.ts'
import {reportOf, sampleAfter, sampleReport} from '../sample-report.ts'
import {sampleRun} from '../sample-run.ts'

const page = renderReportHtml(sampleReport)

/** Every string of a run replaced, except where the value steers the layout. */
function withText(value: unknown, text: string, key = ''): unknown {
  const keeps =
    /^(schema|status|group|state|direction|held|level|kind|verdict|target|route|severity|origin|unit|timezone|source|checkedOn|date|.*At|at|from|to|asOf)$/
  if (typeof value === 'string') return keeps.test(key) ? value : text
  if (Array.isArray(value)) return value.map((item) => withText(item, text, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withText(item, text, name)]))
}

const withoutScript = (html: string) => html.replace(/<script>[\s\S]*?<\/script>/, '')

describe('self-contained', () => {
  test('nothing is loaded, and nothing runs but the script that the policy of the page names', () => {
    expect(page.match(/<script/g)).toHaveLength(1)
    const sha256 = createHash('sha256').update(script).digest('base64')
    expect(page).toContain(`script-src 'sha256-${sha256}'`)
    expect(page).toContain(`<script>${script}</script>`)
    const rest = withoutScript(page)
    expect(rest).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b/i)
    expect(rest).not.toMatch(/\s(src|srcset|action|background|poster|xlink:href|on\w+)\s*=/i)
    expect(rest).not.toMatch(/url\(|@import/i)
  })

  test('as files: no style and no script inside, and the same content', () => {
    const assets = renderReportAssets(sampleReport)
    const index = assets['index.html']
    expect(index).not.toMatch(/<style|<script>/)
    expect(index).toContain('<link rel="stylesheet" href="report.css">')
    expect(index.slice(index.indexOf('<header>'), index.indexOf('</main>'))).toBe(
      page.slice(page.indexOf('<header>'), page.indexOf('</main>')),
    )
    expect(page).toContain(assets['report.css'])
    expect(page).toContain(assets['report.js'])
  })

  test('the only addresses are those of cited sources, to be clicked', () => {
    const hrefs = [...page.matchAll(/<a href="([^"]*)"/g)].map(([, href]) => href)
    expect(hrefs).toEqual(['https://aws.amazon.com/ec2/pricing/on-demand/'])
    expect(page.match(/https?:/g)).toHaveLength(hrefs.length)
  })

  test('a source that is no https address stays text', () => {
    const citations = sampleRun.plan.citations.map((citation) => ({
      ...citation,
      isJudgement: false,
      source: 'javascript:alert(1)',
    }))
    expect(renderReportHtml(reportOf({...sampleRun, plan: {...sampleRun.plan, citations}}))).not.toContain('<a ')
  })

  test('the same run gives the same bytes', () => {
    expect(renderReportHtml(structuredClone(sampleReport))).toBe(page)
  })
})

describe('escaping', () => {
  test('no text of a run becomes markup, wherever it stands', () => {
    const hostile = renderReportHtml(withText(sampleReport, `<img src=x onerror="a">'&`) as Report)
    expect(hostile).not.toContain('<img')
    expect(hostile).toContain('&lt;img src=x onerror=&quot;a&quot;&gt;&#39;&amp;')
    expect(hostile.match(/<[a-z]+/g)?.filter((tag) => tag === '<img')).toEqual([])
    expect(hostile.replaceAll(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*onerror/)
  })
})

describe('content', () => {
  test('well-formed: every element that opens is closed in order', () => {
    const open: string[] = []
    for (const [, slash, name = '', rest = ''] of withoutScript(page).matchAll(
      /<(\/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/g,
    )) {
      if (slash === '/') expect(open.pop()).toBe(name)
      else if (!['meta', 'br', 'link'].includes(name) && !rest.endsWith('/')) open.push(name)
    }
    expect(open).toEqual([])
  })

  test('the chart says in words what it draws, in the zone of the event', () => {
    expect(page).toContain('Peak Fri 27 Nov 20:00 EST: P50 10,210, P90 12,694, P99 14,965. Capacity today 8,320')
    expect(page).toMatch(/<text[^>]*>Fri 27<\/text>/)
    expect(page).toMatch(/<details><summary>Numbers behind this chart/)
  })

  test('colours stay where inline style is forbidden', () => {
    const colours = [...page.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour = '']) => colour)
    expect(colours.length).toBeGreaterThan(50)
    expect(colours.filter((colour) => !/^(none|currentColor|var\(--[\w]+, #[0-9a-f]{3,6}\))$/.test(colour))).toEqual([])
    expect(page).not.toMatch(/ style="/)
  })

  test('top down: verdict, notices, key figures, first things, forecast, and what it stands on last', () => {
    const titles = [...renderReportHtml({...sampleReport, after: sampleAfter}).matchAll(/<h2>([^<]+)<\/h2>/g)].map(
      ([, title]) => title,
    )
    expect(titles).toEqual([
      expect.stringContaining('web runs out at 8,320'),
      'What came of it',
      'First things to do',
      'Traffic forecast',
      'Utilization of each tier at the peak',
      'Where the money goes',
      'What the money buys',
      'Recommended changes',
      'Readiness checks',
      'Calendar of last safe dates',
      'Since the last report, Mon 16 Nov 06:00 EST',
      'Load tests',
      'The forecast&#39;s record so far',
      'What the forecast stands on',
      'What carries how much',
      'Assumptions',
      'How to reproduce',
    ])
  })

  test('the verdict names score, cap and time left, and a bad notice is a banner before all figures', () => {
    expect(page).toContain('NOT READY</span>')
    expect(page).toContain('score 58 of 100 (49 on Mon 16 Nov) · 2 failed, 1 not known, 3 warnings, 8 passed')
    expect(page).toContain(
      'The score is capped at 59 because a must fails: Every tier carries P90; EC2 vCPU quota covers the plan.',
    )
    expect(page).toContain('<div>the window opens in</div> <b>3 d 12 h</b>')
    const failed = renderReportHtml({
      ...sampleReport,
      notices: [{severity: 'bad', code: 'AWS_DOWN', message: 'CloudWatch was not reached', next: 'ecom-plan doctor'}],
    })
    expect(failed).toContain('<div class="notice bad" role="alert"><b>✗</b><p>CloudWatch was not reached.')
    expect(failed.indexOf('CloudWatch was not reached')).toBeLessThan(failed.indexOf('class="facts"'))
  })

  test('a check that says the same as another is told once, with the weight of each', () => {
    const [first] = sampleReport.readiness.checks
    if (first === undefined) throw new Error('the sample has checks')
    const unread = ['Alarms on CPU', 'Alarms on 5xx'].map((title, i) => ({
      ...first,
      id: title,
      title,
      group: 'health' as const,
      status: 'unknown' as const,
      isMust: false,
      weightPoints: 2 + i,
      lostPoints: 1 + i / 2,
      message: 'The alarms were not read.',
      latestAt: null,
    }))
    const html = renderReportHtml({...sampleReport, readiness: {...sampleReport.readiness, checks: unread}})
    // Among the checks, and among the first things to do.
    expect(html.match(/The alarms were not read/g)).toHaveLength(2)
    expect(html).toContain('−1 of 2 points')
    expect(html).toContain('−1.5 of 3 points')
  })

  test('what is not there leaves no trace and no false calm', () => {
    const bare = renderReportHtml({...sampleReport, delta: null, loadTests: [], record: [], notices: [], reproduce: []})
    expect(bare).toContain('No load test is stored')
    expect(bare).toContain('This is the first report of the event, or the history could not be read.')
    expect(bare).not.toContain('record so far')
    expect(bare).toContain('ecom-plan forecast --event black-friday-2026')
    expect(bare).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('a run without path, limits and changes still gives a page', () => {
    const {plan, forecast} = sampleRun
    const empty = renderReportHtml(
      reportOf({
        ...sampleRun,
        capacityTodayRps: null,
        capacityPlannedRps: null,
        models: [],
        forecast: {
          ...forecast,
          path: [],
          lastTimeRps: [],
          occurrences: [],
          hindcast: null,
          growthRatio: null,
          anomalies: [],
        },
        plan: {
          ...plan,
          limits: [],
          changes: [],
          blockers: [],
          notModelled: [],
          patches: [],
          windowCostUsd: null,
          citations: [],
        },
      }),
    )
    expect(empty).toContain('No tier is modelled.')
    expect(empty).not.toMatch(/NaN|undefined|null/)
  })
})

test('500 tiers: the worst are drawn, the rest is a table, and the page stays below 2 MB', () => {
  const {plan} = sampleRun
  const [limit, change] = [plan.limits[0], plan.changes[0]]
  if (limit === undefined || change === undefined) throw new Error('the sample has limits and changes')
  const limits = Array.from({length: 500}, (_, i) => ({
    ...limit,
    tier: `tier-${i}`,
    verdict: i % 10 === 0 ? ('short' as const) : ('ok' as const),
    now: {p50Ratio: 0.5, p90Ratio: i % 10 === 0 ? 1 + i / 1000 : 0.6, p99Ratio: 1.6},
  }))
  const changes = Array.from({length: 500}, (_, i) => ({...change, id: `c-${i}`, tier: `tier-${i}`}))
  const startMs = performance.now()
  const html = renderReportHtml(reportOf({...sampleRun, plan: {...plan, limits, changes}}))
  expect(performance.now() - startMs).toBeLessThan(5000)
  expect(Buffer.byteLength(html)).toBeLessThan(2_000_000)
  expect(html).toContain('<b>✗ 50</b> short')
  expect(html).toContain('Drawn: the 24 fullest of 500 limits.')
  const drawn = /<svg[^>]*use-wide-title[\s\S]*?<\/svg>/.exec(html)?.[0] ?? ''
  expect([...drawn.matchAll(/>tier-(\d+)</g)].map(([, i]) => i).slice(0, 3)).toEqual(['490', '480', '470'])
  expect(html).toContain('>tier-499<')
  expect(html).toContain('460 more changes')
})
