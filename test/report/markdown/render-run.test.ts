import fc from 'fast-check'
import {expect, test} from 'vitest'
import {utf8Bytes} from '../../../src/report/markdown/fit-bytes.ts'
import {renderRunMarkdown} from '../../../src/report/markdown/render-run.ts'
import {sampleRun} from '../sample-run.ts'

const bytes = (text: string) => new TextEncoder().encode(text).length

function runOf(tierCount: number) {
  const {plan} = sampleRun
  const [limit] = plan.limits
  const [change] = plan.changes
  if (limit === undefined || change === undefined) throw new Error('the sample has a limit and a change')
  const tiers = Array.from({length: tierCount}, (_, i) => `tier-${i}`)
  return {
    ...sampleRun,
    plan: {
      ...plan,
      limits: tiers.map((tier, i) => ({...limit, tier, verdict: i === 400 ? ('short' as const) : ('ok' as const)})),
      changes: tiers.map((tier) => ({...change, tier})),
      notModelled: [{tier: 'session-cache', why: 'not read yet'}],
    },
  }
}

test('the verdict comes first, then tables; the last part says how to make it again', () => {
  const text = renderRunMarkdown(sampleRun)
  expect(text.startsWith('# Black Friday 2026: NOT READY\n')).toBe(true)
  expect(text).toContain('| web | 36 × c7g.xlarge | **123 %** | **153 %** | **180 %** | ✗ short 12 h 35 min | 92 % |')
  expect(text).toContain('`ecom-plan forecast --event black-friday-2026 --as-of 2026-11-23T11:00:00Z`')
  expect(text).toContain('our judgement, 24 Nov 2026')
})

test('every table row has as many cells as its head', () => {
  const lines = renderRunMarkdown(sampleRun).split('\n')
  const cells = (line: string) => line.replaceAll('\\|', '').split('|').length
  let head = 0
  for (const [i, line] of lines.entries()) {
    if (!line.startsWith('|')) continue
    if (!lines[i - 1]?.startsWith('|')) head = cells(line)
    expect(cells(line)).toBe(head)
  }
})

test('markup in a name stays text', () => {
  const [limit, ...rest] = sampleRun.plan.limits
  if (limit === undefined) throw new Error('the sample has a limit')
  const tier = 'a|b\n# x `c` <img src=x> *d* @team $e$ [f](g)'
  const text = renderRunMarkdown({...sampleRun, plan: {...sampleRun.plan, limits: [{...limit, tier}, ...rest]}})
  expect(text).toContain(
    '| a\\|b # x \\`c\\` &lt;img src=x&gt; \\*d\\* @<!-- -->team \\$e\\$ \\[f\\](g) | 36 × c7g.xlarge |',
  )
  expect(text).not.toContain('<img')
})

test('a source that is no plain https address is no link', () => {
  const citations = sampleRun.plan.citations.map((citation) => ({
    ...citation,
    isJudgement: false,
    source: 'javascript:alert(1)',
  }))
  expect(renderRunMarkdown({...sampleRun, plan: {...sampleRun.plan, citations}})).not.toContain('](javascript')
})

test('500 tiers fit a GitHub comment: the verdict, the worst tier and what was left out are in it', () => {
  const text = renderRunMarkdown(runOf(500), {maxBytes: 65_536})
  expect(bytes(renderRunMarkdown(runOf(500)))).toBeGreaterThan(65_536)
  expect(bytes(text)).toBeLessThanOrEqual(65_536)
  expect(bytes(text)).toBeGreaterThan(55_000)
  expect(text).toContain('NOT READY')
  expect(text).toContain('| tier-400 |')
  expect(text).toContain('## How to reproduce')
  expect(text).toMatch(/Left out to stay within 65536 bytes: derivations \(\d+ of \d+\)/)
})

test('any budget is kept', () => {
  const run = runOf(60)
  fc.assert(
    fc.property(fc.integer({min: 0, max: 60_000}), (maxBytes) => {
      expect(bytes(renderRunMarkdown(run, {maxBytes}))).toBeLessThanOrEqual(maxBytes)
    }),
  )
})

test('bytes are counted as UTF-8 has them', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme'}), (text) => {
      expect(utf8Bytes(text)).toBe(bytes(text))
    }),
  )
})
