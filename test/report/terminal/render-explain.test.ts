import fc from 'fast-check'
import {expect, test} from 'vitest'
import {explainTopics, renderExplainText} from '../../../src/report/terminal/render-explain.ts'
import {textWidth} from '../../../src/report/terminal/text-width.ts'
import {exampleRun} from '../../example-run.ts'
import {sampleRun} from '../sample-run.ts'
import '../../seed.ts'

const pipe = {width: null, color: false, ascii: false}
const explain = (topic: string, run = sampleRun) => renderExplainText(run, topic, pipe)

test('all holds every step, estimate, reason, rejection and fact of the run document', async () => {
  for (const run of [sampleRun, await exampleRun('bright-friday'), await exampleRun('database-bound')]) {
    const text = explain('all', run)
    const {plan, models, forecast} = run
    const wanted = [
      ...plan.limits.flatMap(({derivation}) => derivation),
      ...models.flatMap(({estimates, visitOrigin}) => [...estimates.map(({evidence}) => evidence), visitOrigin]),
      ...plan.changes.flatMap(({because, evidence, rejected}) => [
        because,
        ...evidence,
        ...rejected.map((one) => one.because),
      ]),
      ...plan.notModelled.map(({why}) => why),
      ...plan.citations.map(({key, value}) => `${key} = ${value}`),
      ...forecast.notes,
      plan.summary,
    ]
    expect(wanted.filter((words) => !text.includes(words))).toEqual([])
  }
})

test('a tier says how sure its figures are, and what more units carry together', () => {
  const [web, ...others] = sampleRun.models
  if (web === undefined) throw new Error('the sample has no model')
  const [first, ...estimates] = web.estimates
  if (first === undefined) throw new Error('the model has no estimate')
  const certainty = {
    lowUnitRps: 215,
    highUnitRps: 250,
    ageS: 12 * 86_400,
    measuredRps: 1386,
    measuredUnitRps: 231,
    measuredCpuRatio: 0.72,
    peakShareRatio: 0.24,
  }
  const scaling = {
    testedCounts: [1, 2],
    totals: [
      {unitCount: 1, totalRps: 231, lowRps: 220, highRps: 240},
      {unitCount: 2, totalRps: 430, lowRps: 410, highRps: 450},
    ],
    sharedLimit: {name: 'orders-db', limitRps: 600, lowRps: 560, highRps: 640},
    words: [],
  }
  const models = [{...web, estimates: [{...first, certainty}, ...estimates], scaling}, ...others]
  const text = explain('web', {...sampleRun, models})
  expect(text).toContain(
    'How sure: 215 to 250 req/s an instance, 9 in 10; 12 d old; measured up to 231 req/s an instance; 72 % CPU; ' +
      '1,386 req/s in all, 24 % of the peak.',
  )
  expect(text).toContain('2 instances: 430 req/s together (410 to 450), tested.')
  expect(explain('web')).not.toContain('together')
})

test('a judgement is marked as one, and a fact has its source', () => {
  const lines = explain('facts').split('\n')
  for (const {key, isJudgement, source} of sampleRun.plan.citations) {
    const line = lines.find((one) => one.includes(`${key} =`)) ?? ''
    expect(line).toContain(isJudgement ? 'our judgement' : source)
  }
})

test('a tier is explained by its own limits and changes alone', () => {
  const text = explain('web')
  expect(text).toContain('web: P50 123 %, P90 153 %, P99 180 %')
  expect(text).toContain('limit today: 36 × 231 = 8,320 req/s, so 153 % of it.')
  expect(text).toContain('Reached at 8,320 req/s')
  expect(text).not.toContain('checkout-api')
  expect(explain('nobody')).toBe('')
})

test('every topic says something, and all says it too', () => {
  const all = explain('all')
  for (const topic of explainTopics(sampleRun)) {
    const text = explain(topic)
    expect(text).not.toBe('')
    for (const line of text.split('\n')) expect(all).toContain(line)
  }
})

test('no line is wider than the screen', () => {
  fc.assert(
    fc.property(fc.integer({min: 40, max: 160}), fc.boolean(), fc.boolean(), (width, ascii, color) => {
      const text = renderExplainText(sampleRun, 'all', {width, ascii, color})
      expect(Math.max(...text.split('\n').map(textWidth))).toBeLessThanOrEqual(width)
    }),
    {numRuns: 30},
  )
})
