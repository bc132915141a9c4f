import {expect, test} from 'vitest'
import {catalog} from '../../../src/catalog/catalog.js'
import type {JudgementName} from '../../../src/catalog/judgements.js'
import {defaultDelays} from '../../../src/core/simulate/default-delays.js'
import {makeChain} from '../../../src/core/simulate/make-chain.js'
import {evenNormal} from '../../../src/core/simulate/run-draw.js'
import {runOnce} from '../../../src/core/simulate/run-once.js'
import {modelOf, none, scalingOf, startOf, tierOf, trackingOf} from './sample-model.js'

const delays = defaultDelays(
  (name: JudgementName) => catalog.judgements[name].value,
  (name) => catalog.scalingLimits[name].value,
)
const stepAtS = 1200
const shiftSpreadS = 120

/** An ECS service on Fargate at 20 % of its target's metric, that goes to 90 % at any second of a minute. */
function reactions(periodS: 60 | 20): {triggeredS: number[]; provisionedS: number[]} {
  const lag = periodS === 60 ? delays.minuteLag : delays.fastLag
  const policy = trackingOf({alarm: {periodS, outDatapointCount: 3, inDatapointCount: 15, lag}})
  const calm = {p50Rps: 240, p90Rps: 240, p99Rps: 240}
  const busy = {p50Rps: 1080, p90Rps: 1080, p99Rps: 1080}
  const model = modelOf({
    durationS: 2400,
    tickS: 1,
    fine: {tickS: 1, spans: []},
    demand: {
      ...modelOf().demand,
      path: [
        {atS: -1000, ...calm},
        {atS: stepAtS, ...calm},
        {atS: stepAtS + 0.5, ...busy},
        {atS: 9000, ...busy},
      ],
      noiseSpreadRatio: 0,
      timingSpreadS: shiftSpreadS,
    },
    tiers: [
      tierOf({
        unit: 'task',
        start: startOf({kind: 'fargate', boot: delays.task, register: none, launchPerS: 500 / 60}),
        scaling: scalingOf({minCount: 10, startCount: 10, warmupS: 0, policies: [policy]}),
      }),
    ],
    fargate: {burstCount: 100, perS: 20},
  })
  const chain = makeChain(model)
  const found = {triggeredS: [] as number[], provisionedS: [] as number[]}
  for (let run = 0; run < 400; run++) {
    const stepS = stepAtS + shiftSpreadS * evenNormal(model.seed, run, 'timing')
    let triggeredS = 0
    let provisionedS = 0
    runOnce(chain, run, ({tick, tiers}) => {
      const fleet = tiers[0]?.fleet
      if (fleet === undefined) return
      if (triggeredS === 0 && fleet.desiredCount > 10) triggeredS = tick.nowS - stepS
      const half = 10 + (fleet.desiredCount - 10) / 2
      if (provisionedS === 0 && fleet.desiredCount > 10 && fleet.inServiceCount >= half)
        provisionedS = tick.nowS - stepS
    })
    found.triggeredS.push(triggeredS)
    found.provisionedS.push(provisionedS)
  }
  return found
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** AWS's benchmark of 18 June 2026, as quoted: from the step until it scales, and until the tasks run. */
test.each([
  [60, 363, 386],
  [20, 86, 109],
] as const)(
  'with metrics of %i s: %i s until it scales, %i s until tasks run, within a tenth',
  (periodS, toScaleS, toRunS) => {
    const {triggeredS, provisionedS} = reactions(periodS)
    expect(Math.min(...triggeredS)).toBeGreaterThan(0)
    expect(mean(triggeredS) / toScaleS).toBeGreaterThan(0.9)
    expect(mean(triggeredS) / toScaleS).toBeLessThan(1.1)
    expect(mean(provisionedS) / toRunS).toBeGreaterThan(0.9)
    expect(mean(provisionedS) / toRunS).toBeLessThan(1.1)
    if (process.env['ECOM_PLAN_PRINT'])
      process.stderr.write(`${periodS} s: ${mean(triggeredS)} ${mean(provisionedS)}\n`)
  },
)

test('the lag is in it: without one a service with metrics of a minute scales after some three minutes', () => {
  const {minuteLag} = delays
  expect(minuteLag).toMatchObject({kind: 'uniform'})
  const spread = reactions(60).triggeredS.sort((a, b) => a - b)
  expect(spread[20]).toBeLessThan(330)
  expect(spread[380]).toBeGreaterThan(400)
})
