import {describe, expect, test} from 'vitest'
import type {Report} from '../../../src/documents/report.ts'
import {renderReportHtml} from '../../../src/report/html/render-report.ts'
import {reportOf, sampleReport} from '../sample-report.ts'
import {sampleRun} from '../sample-run.ts'

const page = renderReportHtml(sampleReport)

/** Every string of a run replaced, except where the value steers the layout. */
function withText(value: unknown, text: string, key = ''): unknown {
  const keeps =
    /^(schema|level|kind|verdict|target|route|severity|origin|unit|timezone|source|checkedOn|date|.*At|at|from|to|asOf)$/
  if (typeof value === 'string') return keeps.test(key) ? value : text
  if (Array.isArray(value)) return value.map((item) => withText(item, text, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withText(item, text, name)]))
}

describe('self-contained', () => {
  test('nothing is loaded and nothing runs', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b/i)
    expect(page).not.toMatch(/\s(src|srcset|action|background|poster|xlink:href|on\w+)\s*=/i)
    expect(page).not.toMatch(/url\(|@import/i)
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
    for (const [, slash, name = '', rest = ''] of page.matchAll(/<(\/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/g)) {
      if (slash === '/') expect(open.pop()).toBe(name)
      else if (!['meta', 'br'].includes(name) && !rest.endsWith('/')) open.push(name)
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
    expect(colours.filter((colour) => !/^(none|var\(--[\w]+, #[0-9a-f]{3,6}\))$/.test(colour))).toEqual([])
    expect(page).not.toMatch(/ style="/)
  })

  test('an hour that was not measured leaves a hole in the line of last time', () => {
    const narrow = page.slice(page.indexOf('id="fan-narrow-title"'))
    const pieces = narrow.slice(0, narrow.indexOf('</svg>')).match(/stroke-width="1.5" stroke-dasharray="2 3"\/>/g)
    expect(pieces).toHaveLength(2)
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
