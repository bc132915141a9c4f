import {expect, test} from 'vitest'
import {parse} from 'yaml'
import type {LoadStages} from '../../../src/documents/load-stages.js'
import {renderLoadStagesCsv} from '../../../src/report/csv/render-load-stages.js'
import {renderArtilleryStages} from '../../../src/report/stages/render-artillery-stages.js'
import {renderJmeterStages} from '../../../src/report/stages/render-jmeter-stages.js'
import {renderK6Stages} from '../../../src/report/stages/render-k6-stages.js'
import {renderLocustStages} from '../../../src/report/stages/render-locust-stages.js'
import {renderLoadStagesText} from '../../../src/report/terminal/render-load-stages.js'

const stages: LoadStages = {
  schema: 'ecom-plan.load-stages/v1',
  eventId: 'black-friday-2026',
  eventName: 'Black Friday 2026',
  level: 'edge',
  peakAt: '2026-11-28T01:00:00.000Z',
  peakP90Rps: 1000,
  goalRatio: 1.5,
  goalRps: 1500,
  fromAt: '2026-11-28T00:00:00.000Z',
  toAt: '2026-11-28T01:00:00.000Z',
  speedRatio: 1,
  stages: [
    {part: 'warm-up', durationS: 120, fromRps: 0, toRps: 300},
    {part: 'ramp', durationS: 3600, fromRps: 300, toRps: 1500},
    {part: 'hold', durationS: 600, fromRps: 1500, toRps: 1500},
    {part: 'ramp-down', durationS: 60, fromRps: 1500, toRps: 0},
  ],
  covers: [],
  words: ['Black Friday 2026: 1,500 req/s */ export default\n1', 'no load test covers any of it'],
  warnings: ['the steepest rise lies outside of the ramp'],
}
const small = {
  ...stages,
  goalRps: 150,
  stages: stages.stages.map((s) => ({...s, fromRps: s.fromRps / 10, toRps: s.toRps / 10})),
}

test('k6: options that JavaScript reads, an arrival rate of iterations, a title that cannot break out of its comment', () => {
  const text = renderK6Stages(stages, 5)
  const options = new Function(`${text.replace('export const options =', 'return')}`)()
  expect(options.scenarios['black-friday-2026']).toEqual({
    executor: 'ramping-arrival-rate',
    startRate: 0,
    timeUnit: '1s',
    preAllocatedVUs: 300,
    maxVUs: 600,
    stages: [
      {duration: '120s', target: 60},
      {duration: '3600s', target: 300},
      {duration: '600s', target: 300},
      {duration: '60s', target: 0},
    ],
  })
  expect(text.split('\n')[0]).toMatch(/^\/\/ Black Friday 2026: 1,500 req\/s/)
  expect(text).toContain("'ramping-arrival-rate'")
})

test('k6: small rates by the minute, so that whole numbers do not step', () => {
  const text = renderK6Stages(small, 5)
  expect(text).toContain("timeUnit: '1m'")
  expect(text).toContain('target: 1800}, // hold')
  expect(text).toContain('preAllocatedVUs: 30,')
})

test('jmeter: one schedule, rates joined by arrivals', () => {
  expect(renderJmeterStages(stages, 5)).toBe(
    'rate(0/sec) random_arrivals(120 sec) rate(60/sec) random_arrivals(3600 sec) rate(300/sec) random_arrivals(600 sec) rate(300/sec) random_arrivals(60 sec) rate(0/sec)\n',
  )
  expect(renderJmeterStages(small, 5)).toContain('rate(1800/min)')
})

test('locust: a shape with its stages, and a name that Python takes', () => {
  const text = renderLocustStages(stages, 5)
  expect(text).toContain('class BlackFriday2026Shape(LoadTestShape):')
  expect(text).toContain('        (3600, 60, 300),  # ramp')
  expect(renderLocustStages({...stages, eventId: '11-11 sale'}, 1)).toContain('class Event1111SaleShape(')
})

test('artillery: phases that YAML reads, no rate of 0', () => {
  expect(parse(renderArtilleryStages(stages, 5))).toEqual({
    config: {
      phases: [
        {name: 'warm-up', duration: 120, arrivalRate: 1, rampTo: 60},
        {name: 'ramp', duration: 3600, arrivalRate: 60, rampTo: 300},
        {name: 'hold', duration: 600, arrivalRate: 300},
        {name: 'ramp-down', duration: 60, arrivalRate: 300, rampTo: 1},
      ],
    },
  })
})

test('csv: the rates of requests, whatever an iteration sends', () => {
  expect(renderLoadStagesCsv(stages).split('\n').slice(0, 3)).toEqual([
    'start_rps,end_rps,duration_s,part',
    '0.0,300.0,120,warm-up',
    '300.0,1500.0,3600,ramp',
  ])
})

test('the screen fits its width and says what is covered', () => {
  const text = renderLoadStagesText(stages, {width: 60, color: false, ascii: true})
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60)
  expect(text).toMatch(/ramp +1 h +300 +1,500/)
  expect(text).toContain('no load test covers any of it.')
})
