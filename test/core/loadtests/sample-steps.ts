import {readFileSync} from 'node:fs'
import type {LimitStep} from '../../../src/core/loadtests/limit-step.js'

type Rows = readonly (readonly number[])[]
type Samples = {
  tools: Readonly<Record<string, Rows>>
  k6: Rows
  hey: Rows
  vegeta: Rows
  jmeter: Readonly<Record<string, Rows>>
}

/** Figures of real runs of each tool against a server whose law is known; the file says what each number is. */
export const samples: Samples = JSON.parse(readFileSync(new URL('step-tests.json', import.meta.url), 'utf8'))

/** What the server of the samples was built with. */
export const checkout = {contention: 0.05, coherency: 0.0008, singleUnitRps: 50, highestRps: 479.2, peakCount: 34.46}

/** A step of nothing but concurrency and throughput, or with more where a test needs it. */
export function stepOf(concurrencyCount: number, throughputRps: number, more: Partial<LimitStep> = {}): LimitStep {
  return {
    concurrencyCount,
    throughputRps,
    requestCount: 3000,
    errorRatio: 0,
    meanResponseTimeS: throughputRps === 0 ? 0 : concurrencyCount / throughputRps,
    p95ResponseTimeS: null,
    p99ResponseTimeS: null,
    ...more,
  }
}

/** The steps of k6 or hey in full. */
export function closedSteps(tool: 'k6' | 'hey'): LimitStep[] {
  return samples[tool].map(([count = 0, rps = 0, requestCount = 0, errorRatio = 0, mean = 0, p95 = 0, p99 = 0]) =>
    stepOf(count, rps, {
      requestCount,
      errorRatio,
      meanResponseTimeS: mean,
      p95ResponseTimeS: p95,
      p99ResponseTimeS: p99,
    }),
  )
}

/** The steps of vegeta, an open test: in flight by Little's law. */
export function openSteps(): LimitStep[] {
  return samples.vegeta.map(([, rps = 0, mean = 0, p95 = 0, requestCount = 0]) =>
    stepOf(rps * mean, rps, {requestCount, meanResponseTimeS: mean, p95ResponseTimeS: p95}),
  )
}

/** JMeter's journey, endpoint by endpoint. */
export function journey(): {name: string; steps: LimitStep[]}[] {
  return Object.entries(samples.jmeter).map(([name, rows]) => ({
    name,
    steps: rows.map(([users = 0, rps = 0, requestCount = 0, meanResponseTimeS = 0]) =>
      stepOf(users, rps, {requestCount, meanResponseTimeS}),
    ),
  }))
}
