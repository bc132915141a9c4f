import {expect, test} from 'vitest'
import {messageOf, testMessage} from '../../../src/core/notify/message-of.js'
import {readinessMetrics} from '../../../src/core/notify/readiness-metrics.js'
import {messageSchema} from '../../../src/documents/message.js'
import {toldReport} from '../../report/notify/told-report.js'

test('a message is its schema, has what did not pass, and the worst comes first', () => {
  const message = messageOf({report: toldReport(), previous: {readiness: {verdict: 'at-risk', scorePoints: 71}}})
  expect(messageSchema.parse(message)).toEqual(message)
  expect(message.checks.map(({id}) => id)).toEqual(['capacity-p90', 'load-test'])
  expect(message).toMatchObject({
    verdict: 'not-ready',
    previousVerdict: 'at-risk',
    scorePoints: 58,
    previousScorePoints: 71,
  })
})

test('without a report before it there is nothing before', () => {
  expect(messageOf({report: toldReport(), previous: null})).toMatchObject({
    previousVerdict: null,
    previousScorePoints: null,
  })
})

test('a test message says that it is one', () => {
  const at = '2026-11-23T11:00:00.000Z'
  const message = testMessage({service: 'shop', account: '123456789012', region: 'us-east-1', timezone: 'UTC', at})
  expect(messageSchema.parse(message).isTest).toBe(true)
  expect(message.sentence).toContain('test')
})

test('metrics: the score in points, P90 in requests a second, and the longest shortfall in minutes', () => {
  const report = toldReport()
  const longestS = Math.max(...report.run.plan.limits.map(({shortS}) => shortS))
  expect(longestS).toBeGreaterThan(0)
  expect(readinessMetrics(report).map(({name, value}) => [name, value])).toEqual([
    ['ReadinessScore', 58],
    ['PeakP90Rps', report.run.forecast.peak.p90Rps],
    ['ShortfallMinutes', longestS / 60],
  ])
})

test('a name that CloudWatch would refuse is written in ASCII', () => {
  const {run} = toldReport()
  const [metric] = readinessMetrics(toldReport({run: {...run, service: 'Bücher\n'}}))
  expect(metric?.service).toBe('B?cher?')
})
