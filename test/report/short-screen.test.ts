import {expect, test} from 'vitest'
import {differentOffers, riskBrief} from '../../src/report/risk-words.ts'
import {stormBrief} from '../../src/report/storm-words.ts'
import {renderForecastText} from '../../src/report/terminal/render-forecast.ts'
import {exampleRun} from '../example-run.ts'
import {sampleRun} from './sample-run.ts'

const look = {color: false, ascii: false, chart: true, planFile: null, wide: false}
const show = (run: typeof sampleRun, width: number | null = 100) => renderForecastText(run, {...look, width})
const [block] = sampleRun.plan.blockers

test.each([
  ['bright-friday', 175],
  ['database-bound', 130],
  ['quiet-tuesday', 60],
])('the screen of %s stays short, and without holes', async (name, most) => {
  const text = show(await exampleRun(name))
  expect(text.split('\n').length).toBeLessThanOrEqual(most)
  expect(text).not.toMatch(/undefined|NaN|Infinity|\bnull\b/)
})

test('what to know of the risk takes at most eight sentences, and nothing where no sample breaks a limit', () => {
  const {plan} = sampleRun
  expect(riskBrief(plan).length).toBeLessThanOrEqual(8)
  const none = {breachRatio: 0, lowRatio: 0, highRatio: 0}
  const calm = {...plan, risk: {...plan.risk, today: none, planned: none}, choice: {...plan.choice, contingency: null}}
  expect(riskBrief(calm)).toEqual(['No sample breaks a limit, with the plan or without it.'])
})

test('plans that differ in nothing are one row, the chosen one', () => {
  const {choice} = sampleRun.plan
  const [first] = choice.offers
  if (first === undefined) throw new Error('the sample has offers')
  const offers = ['a', 'b', 'c'].map((label) => ({...first, label, isChosen: label === 'b'}))
  expect(differentOffers({...choice, offers}).map(({label}) => label)).toEqual(['b'])
  expect(differentOffers(choice)).toEqual(choice.offers)
})

test('many alike blockers are two and a count; a pipe has them all', () => {
  if (block === undefined) throw new Error('the sample has a blocker')
  const blockers = Array.from({length: 12}, (_, i) => ({...block, message: `Quota ${i} is short`}))
  const run = {...sampleRun, plan: {...sampleRun.plan, blockers}}
  expect(show(run)).toContain('and 10 more like these, shown with --wide')
  expect(show(run).match(/Quota \d+ is short/g)).toHaveLength(2)
  expect(show(run, null).match(/Quota \d+ is short/g)).toHaveLength(12)
})

test('of a purge the short screen names the fullest limit alone', async () => {
  const words = stormBrief(await exampleRun('bright-friday'))
  expect(words).toMatch(/the load comes through; at P90 \S+ .*of the load it breaks at/)
  expect(stormBrief({...sampleRun, cdn: null})).toBeNull()
})
