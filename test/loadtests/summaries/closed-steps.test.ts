import {expect, test} from 'vitest'
import type {LoadStep} from '../../../src/documents/load-test.js'
import type {SummaryReader} from '../../../src/loadtests/reading.js'
import {readAb} from '../../../src/loadtests/summaries/read-ab.js'
import {readAutocannon} from '../../../src/loadtests/summaries/read-autocannon.js'
import {readH2load} from '../../../src/loadtests/summaries/read-h2load.js'
import {readHey} from '../../../src/loadtests/summaries/read-hey.js'
import {readNpmLoadtest} from '../../../src/loadtests/summaries/read-npm-loadtest.js'
import {readSiege} from '../../../src/loadtests/summaries/read-siege.js'
import {readWrk} from '../../../src/loadtests/summaries/read-wrk.js'
import {fixtureText, readText, serverTruth} from '../read-bytes.js'

/**
 * Seven tools held 1 to 64 connections for 8 seconds each; the server counted for itself. What a client sees is later
 * than what the server does: the mean is 0 to 5.5 ms above the server's, the share of the generator and the network.
 */
const tools: {
  tool: string
  reader: SummaryReader
  extension: string
  knowsConnections: boolean
  percentiles: string
}[] = [
  {tool: 'wrk', reader: readWrk, extension: 'txt', knowsConnections: true, percentiles: 'p50 p90 p99'},
  {tool: 'hey', reader: readHey, extension: 'txt', knowsConnections: false, percentiles: 'p50 p90 p95 p99'},
  {tool: 'ab', reader: readAb, extension: 'txt', knowsConnections: true, percentiles: 'p50 p90 p95 p99'},
  {tool: 'siege', reader: readSiege, extension: 'json', knowsConnections: false, percentiles: ''},
  {tool: 'autocannon', reader: readAutocannon, extension: 'json', knowsConnections: true, percentiles: 'p50 p90 p99'},
  {tool: 'h2load', reader: readH2load, extension: 'txt', knowsConnections: true, percentiles: ''},
  {tool: 'loadtest', reader: readNpmLoadtest, extension: 'txt', knowsConnections: true, percentiles: 'p50 p90 p95 p99'},
]

function stepsOf({tool, reader, extension}: (typeof tools)[number]): LoadStep[] {
  return serverTruth(tool).map(({connections}) => {
    const name = `${tool}/checkout-c${String(connections).padStart(3, '0')}.${extension}`
    const {steps} = readText(reader, fixtureText(name))
    expect(steps).toHaveLength(1)
    return steps[0]?.all as LoadStep
  })
}

test.each(tools)(
  '$tool: throughput within 1 % of the server, errors to the last one, mean 0 to 5.5 ms above',
  (tool) => {
    const steps = stepsOf(tool)
    for (const [index, truth] of serverTruth(tool.tool).entries()) {
      const step = steps[index] as LoadStep
      // a run that ends on a clock drops what is in flight: the server saw up to a connection's worth more
      expect(step.requestCount).toBeLessThanOrEqual(truth.requests)
      expect(step.requestCount).toBeGreaterThanOrEqual(truth.requests - 2 * truth.connections)
      expect(Math.round(step.errorRatio * step.requestCount)).toBe(truth.errors)
      expect(Math.abs(step.throughputRps / truth.rps - 1)).toBeLessThan(0.01)
      expect(step.meanResponseTimeS * 1000 - truth.meanMs).toBeGreaterThan(-0.5)
      expect(step.meanResponseTimeS * 1000 - truth.meanMs).toBeLessThan(5.5)
      expect(step.concurrencyCount === truth.connections).toBe(tool.knowsConnections)
    }
  },
)

test.each(tools.filter(({percentiles}) => percentiles !== ''))(
  '$tool: percentiles where the generator was at rest',
  (tool) => {
    const steps = stepsOf(tool)
    // 8 connections load neither side; at 1 to 4 a run of a few hundred requests has no settled tail
    for (const [index, truth] of serverTruth(tool.tool).entries()) {
      if (truth.connections !== 8) continue
      for (const name of tool.percentiles.split(' ')) {
        const found = steps[index]?.percentiles.find(({ratio}) => Math.abs(ratio * 100 - Number(name.slice(1))) < 1e-9)
        const serverMs = truth[`${name}Ms` as 'p50Ms']
        expect((found?.responseTimeS ?? 0) * 1000 - serverMs).toBeGreaterThan(-1)
        expect((found?.responseTimeS ?? 0) * 1000 - serverMs).toBeLessThan(5)
      }
    }
  },
)

test.each(tools.filter(({knowsConnections}) => knowsConnections))(
  '$tool: Little’s law holds within 5 % at every step',
  (tool) => {
    for (const step of stepsOf(tool)) {
      const inFlight = step.throughputRps * step.meanResponseTimeS
      expect(Math.abs(inFlight / (step.concurrencyCount ?? 0) - 1)).toBeLessThan(0.05)
    }
  },
)

test.each(tools)(
  '$tool: a text cut off anywhere is refused or read, never a crash or a NaN',
  ({tool, reader, extension}) => {
    const text = fixtureText(`${tool}/checkout-c064.${extension}`)
    for (let length = 0; length < text.length; length += 7) {
      try {
        for (const {all} of readText(reader, text.slice(0, length)).steps) {
          expect(Number.isFinite(all.throughputRps + all.meanResponseTimeS + all.errorRatio)).toBe(true)
        }
      } catch (error) {
        expect(error).toMatchObject({code: 'LOAD_TEST_UNREADABLE'})
      }
    }
  },
)
