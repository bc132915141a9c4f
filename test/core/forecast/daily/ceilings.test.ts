import {readdirSync, readFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {expect, test} from 'vitest'
import {benchNames, forecastBenchFiles} from '../../../../fixtures/generate/forecast-bench.js'
import {eventCases, rollingCases} from '../../../bench/forecast-cases.js'
import {ours} from '../../../bench/forecast-methods.js'
import {scoreOf, summaryOf} from '../../../bench/forecast-scores.js'
import {readSeries} from '../../../bench/forecast-series.js'

const folder = fileURLToPath(new URL('../../../../fixtures/forecast-bench/', import.meta.url))
const series = readSeries(folder)

/**
 * Just above the level achieved: relative pinball of event peaks at 28 and 7 days' lead, mean scaled error of rolling 28
 * days. A change of the engine that makes a shop worse is seen here; one that makes it better lowers the number.
 */
const ceilings: Record<string, {lead28: number; lead7: number; rolling28: number}> = {
  clean: {lead28: 0.0213, lead7: 0.0233, rolling28: 0.316},
  growing: {lead28: 0.0466, lead7: 0.0499, rolling28: 0.887},
  noisy: {lead28: 0.0439, lead7: 0.0358, rolling28: 0.582},
  seasonal: {lead28: 0.0453, lead7: 0.0423, rolling28: 1.2810000000000001},
  small: {lead28: 0.1084, lead7: 0.1041, rolling28: 0.48},
  stepped: {lead28: 0.0515, lead7: 0.0442, rolling28: 1.23},
}

const scores = series.flatMap((one) => [
  ...eventCases(one, 28).map((asked) => ({group: 'lead28', score: scoreOf(asked, ours()(asked))})),
  ...eventCases(one, 7).map((asked) => ({group: 'lead7', score: scoreOf(asked, ours()(asked))})),
  ...rollingCases(one).map((asked) => ({group: 'rolling28', score: scoreOf(asked, ours()(asked))})),
])

const summary = (group: string, name?: string) =>
  summaryOf(
    scores
      .filter((one) => one.group === group && (name === undefined || one.score.series === name))
      .map(({score}) => score),
  )

test.each(Object.entries(ceilings))('%s', (name, {lead28, lead7, rolling28}) => {
  expect(summary('lead28', name).relativePinball).toBeLessThanOrEqual(lead28)
  expect(summary('lead7', name).relativePinball).toBeLessThanOrEqual(lead7)
  expect(summary('rolling28', name).scaledError).toBeLessThanOrEqual(rolling28)
})

test('every series of the folder has its ceilings', () => {
  expect(series.map(({name}) => name).sort()).toEqual(Object.keys(ceilings).sort())
})

test.each(['lead28', 'lead7', 'rolling28'])('%s: P90 and P99 are missed about as often as they say', (group) => {
  expect(summary(group).missed90).toBeGreaterThan(0.05)
  expect(summary(group).missed90).toBeLessThan(0.16)
  expect(summary(group).missed99).toBeLessThanOrEqual(0.03)
})

test('the files are what the generator draws', () => {
  const drawn = forecastBenchFiles(benchNames)
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .sort(),
  ).toEqual([...drawn.keys()].sort())
  for (const [name, content] of drawn) expect(readFileSync(new URL(name, `file://${folder}`), 'utf8')).toBe(content)
})
