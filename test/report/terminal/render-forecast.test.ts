import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {type ForecastScreenOptions, renderForecastText} from '../../../src/report/terminal/render-forecast.ts'
import {textWidth} from '../../../src/report/terminal/text-width.ts'
import {sampleRun} from '../sample-run.ts'

const esc = String.fromCharCode(27)
const base: ForecastScreenOptions = {
  width: 100,
  color: false,
  ascii: false,
  chart: true,
  planFile: 'plan.json',
  wide: false,
}
const show = (options: Partial<ForecastScreenOptions>, run = sampleRun) =>
  renderForecastText(run, {...base, ...options})
const widest = (text: string) => Math.max(...text.split('\n').map(textWidth))
const withTier = (name: string) => ({
  ...sampleRun,
  plan: {
    ...sampleRun.plan,
    limits: sampleRun.plan.limits.map((limit, i) => (i === 0 ? {...limit, tier: name} : limit)),
    changes: sampleRun.plan.changes.map((change, i) => (i === 0 ? {...change, tier: name} : change)),
    notModelled: [{tier: name, why: name}],
  },
})

test('the screen at 100 columns, to be read by a person', async () => {
  await expect(show({})).toMatchFileSnapshot('./forecast-100-columns.txt')
})

describe('width', () => {
  test('no line is wider than the screen, for any width from 40', () => {
    fc.assert(
      fc.property(fc.integer({min: 40, max: 160}), fc.boolean(), fc.boolean(), (width, ascii, color) => {
        expect(widest(show({width, ascii, color}))).toBeLessThanOrEqual(width)
      }),
    )
  })

  test('nor with names as long as AWS allows', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 40, max: 160}),
        fc.constantFrom('x'.repeat(255), '決済'.repeat(60)),
        (width, name) => {
          expect(widest(show({width}, withTier(name)))).toBeLessThanOrEqual(width)
        },
      ),
      {numRuns: 40},
    )
  })

  test('narrow screens lose the limit, then P50, then P99; the verdict stays', () => {
    const head = (width: number, run = sampleRun) =>
      show({width}, run)
        .split('\n')
        .find((line) => line.trimStart().startsWith('Tier'))
        ?.trim()
        .split(/ {2,}/)
    expect(head(80)).toEqual(['Tier', 'Limit today', 'P50', 'P90', 'P99', 'Verdict'])
    expect(head(79)).toEqual(['Tier', 'P50', 'P90', 'P99', 'Verdict'])
    expect(head(64)).toEqual(['Tier', 'P90', 'P99', 'Verdict'])
    expect(head(60, withTier('n'.repeat(28)))).toEqual(['Tier', 'P90', 'Verdict'])
    expect(head(59)).toBeUndefined()
    expect(show({width: 59})).toContain('Verdict: ✗ short 12 h 35 min')
  })

  test('a pipe gets no chart, and every name and reason on one line', () => {
    const text = show({width: null}, withTier('n'.repeat(255)))
    expect(text).not.toContain('█')
    expect(text).toContain('n'.repeat(255))
    expect(text).not.toContain('…')
    for (const change of sampleRun.plan.changes) expect(text).toContain(change.because)
    for (const {because} of sampleRun.plan.changes.flatMap((change) => change.rejected)) expect(text).toContain(because)
  })

  test('--wide keeps whole tables on a narrow screen', () => {
    expect(show({width: 60, wide: true})).toMatch(/Tier +Limit today +P50 +P90 +P99 +Verdict/)
  })
})

describe('colour and characters', () => {
  test('no escape without colour; with colour the same text', () => {
    expect(show({})).not.toContain(esc)
    const coloured = show({color: true})
    expect(coloured).toContain(`${esc}[31m✗ short 12 h 35 min${esc}[39m`)
    expect(coloured.replaceAll(new RegExp(`${esc}\\[\\d+m`, 'g'), '')).toBe(show({}))
  })

  test('ASCII only when asked, and then nothing else', () => {
    expect(show({ascii: true})).toMatch(/^\p{ASCII}+$/u)
    expect(show({ascii: true})).toMatch(/FAIL short[\s\S]*warn tight[\s\S]*ok/)
    expect(show({})).toMatch(/[^\p{ASCII}]/u)
  })

  test('escapes, line breaks and direction marks in a name are shown, not obeyed', () => {
    const hostile = `web${esc}[2J\r\nok\u202e`
    const text = show({width: null}, withTier(hostile))
    expect(text).not.toContain(esc)
    expect(text).not.toContain('\r')
    expect(text).not.toContain('\u202e')
    expect(text).toContain('web\\x1b[2J ok\\u202e')
  })
})

describe('content', () => {
  test('two estimates of a unit are both said', () => {
    expect(show({width: null})).toContain('the load test says 231 req/s an instance, production 243 req/s')
  })

  test('what is not modelled is listed', () => {
    expect(show({})).toMatch(/session-cache .*\? {2}not modelled/)
  })

  test('without a plan file the next step saves one', () => {
    expect(show({planFile: null})).toContain('ecom-plan forecast --event black-friday-2026 --out-plan plan.json')
  })

  test('a chart shows the busiest step of each column: the top row is reached at the P99 peak alone', () => {
    const rows = show({})
      .split('\n')
      .filter((line) => /[│┤]/.test(line))
    expect(rows).toHaveLength(12)
    const columnsAt = (row: string | undefined) => [...(row ?? '')].filter((sign) => '█▒░'.includes(sign)).length
    // 14,965 of 16k lies in the second row from the top; 10,210 (P50) reaches the middle of the fifth.
    expect([columnsAt(rows[0]), columnsAt(rows[1]) > 0]).toEqual([0, true])
    expect(rows.findIndex((row) => row.includes('█'))).toBe(4)
    expect(rows.findIndex((row) => row.includes('╌'))).toBe(5)
  })

  test('an edge forecast names the CDN and what reaches the load balancer', () => {
    const text = show(
      {width: null},
      {
        ...sampleRun,
        forecast: {...sampleRun.forecast, level: 'edge'},
        cdn: {
          hitRatio: 0.92,
          origin: 'CloudFront metrics',
          onePointRatio: 0.125,
          missLogSpreadRatio: 0.1,
          missBecause: 'our judgement',
          storm: null,
        },
        originPeak: {p50Rps: 817, p90Rps: 1016, p99Rps: 1197},
      },
    )
    expect(text).toMatch(/At the load balancer +817 +1,016 +1,197/)
    expect(text).toContain('CDN: 92.0 % hit ratio, from CloudFront metrics; one point less puts 13 % more')
  })

  test('an empty run still renders', () => {
    const {plan, forecast} = sampleRun
    const text = show(
      {},
      {
        ...sampleRun,
        capacityTodayRps: null,
        models: [],
        business: {concurrentUsers: null, orders: null, because: 'not configured'},
        forecast: {
          ...forecast,
          path: [],
          lastTimeRps: [],
          hindcast: null,
          growthRatio: null,
          anomalies: [],
          firstSpike: null,
        },
        plan: {...plan, limits: [], changes: [], blockers: [], notModelled: [], patches: [], windowCostUsd: null},
      },
    )
    expect(text).toContain('No tier is modelled.')
    expect(text).not.toMatch(/NaN|undefined|null/)
  })

  test('the same run gives the same bytes', () => {
    expect(show({})).toBe(show({}, structuredClone(sampleRun)))
  })
})
