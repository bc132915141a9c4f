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
