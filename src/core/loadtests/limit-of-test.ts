import type {LimitFinding, LoadSlo} from '../../documents/load-limit.js'
import type {HeldStep, LoadTest} from '../../documents/load-test.js'
import {findLimit} from './find-limit.js'
import type {LimitStep} from './limit-step.js'
import {concurrencyOf, responseTimeAt} from './step-figures.js'

type Told = Pick<LoadTest, 'tier' | 'loop' | 'steps' | 'endpoints' | 'unitCount'>

/**
 * The limit of a load test as it is kept. Users of a closed test count as in flight; of an open one, or where the tool
 * does not say, throughput times mean response time does. A percentile that the tool does not print is read as the next
 * higher one. `others` are tests of the same tier against other numbers of units, for how it scales over them; those of
 * another loop, and those without units, do not count. Everything else as in findLimit.
 */
export function limitOfTest({
  test,
  others = [],
  ...asked
}: {
  test: Told
  others?: readonly Told[]
  slo: LoadSlo | null
  unitName?: 'instance' | 'task'
  thinkTimeS?: number | undefined
  requestsPerSession?: number | undefined
  random: (() => number) | null
}): LimitFinding {
  const stepsOf = (steps: readonly HeldStep[]) => steps.map((step) => limitStepOf(step, test.loop === 'open'))
  const limitRps = ({steps, unitCount}: Told) => {
    const limit = findLimit({steps: stepsOf(steps), endpoints: [], slo: asked.slo, unitCount, random: null})
    return (limit.unit?.unitRps ?? 0) * (unitCount ?? 0)
  }
  const alike = others.filter((other) => other.tier === test.tier && other.loop === test.loop)
  return findLimit({
    ...asked,
    otherRuns: alike.flatMap((other) =>
      other.unitCount === null ? [] : [{unitCount: other.unitCount, throughputRps: limitRps(other)}],
    ),
    steps: stepsOf(test.steps),
    endpoints: test.endpoints.map(({label, steps}) => ({name: label, steps: stepsOf(steps)})),
    unitCount: test.unitCount,
  })
}

function limitStepOf(step: HeldStep, isOpen: boolean): LimitStep {
  const {throughputRps, requestCount, errorRatio, meanResponseTimeS, isSteady} = step
  return {
    concurrencyCount: concurrencyOf(isOpen ? {...step, concurrencyCount: null} : step),
    throughputRps,
    requestCount,
    errorRatio,
    meanResponseTimeS,
    p95ResponseTimeS: responseTimeAt(step, 0.95)?.responseTimeS ?? null,
    p99ResponseTimeS: responseTimeAt(step, 0.99)?.responseTimeS ?? null,
    isSteady,
  }
}
