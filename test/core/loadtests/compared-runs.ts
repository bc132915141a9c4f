import {seededUniform} from '../../../src/core/laws/seeded-uniform.js'
import type {ComparedRun} from '../../../src/core/loadtests/compared-run.js'

type Asked = {
  id: string
  /** Of its response times, to those of a run of factor 1. */
  factor?: number
  errorCount?: number
  labels?: readonly string[]
  likeness?: Record<string, string>
  /** Scatter from run to run, and between the batches of a level. */
  noise?: number
  batchNoise?: number
  batchCount?: number
  random?: () => number
}

const levels = [16, 32, 64]
const labelFactors: Record<string, number> = {all: 1, cart: 0.8, search: 1.5}

/** A run of a closed test of three levels, whose response times are `factor` times 40 ms and more. */
export function madeRun({
  id,
  factor = 1,
  errorCount = 0,
  labels = ['all'],
  likeness = {},
  noise = 0,
  batchNoise = 0,
  batchCount = 0,
  random = seededUniform(1),
}: Asked): ComparedRun {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const day = Number(id.replace(/\D/g, '')) || 1
  return {
    id,
    name: `k6 ${id}`,
    startedAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
    commit: null,
    toolVersion: '2.2.0',
    limitRps: null,
    likeness: {tool: 'k6', loop: 'closed', tier: 'web', units: '6', environment: 'staging', ...likeness},
    labels: labels.map((label) => {
      const ownFactor = factor * (labelFactors[label] ?? 1) * Math.exp(noise * normal())
      return {label, levels: levels.map((users) => levelOf(users, ownFactor))}
    }),
  }

  function levelOf(users: number, ownFactor: number) {
    const meanResponseTimeS = 0.04 * (users / 16) * ownFactor
    const at = (ratio: number) => meanResponseTimeS * ratio * Math.exp(noise * normal())
    return {
      loadCount: users,
      throughputRps: users / meanResponseTimeS,
      requestCount: 10_000,
      errorCount,
      meanResponseTimeS,
      p95ResponseTimeS: at(1.5),
      p99ResponseTimeS: at(2),
      batches: Array.from({length: batchCount}, () => {
        const batchS = meanResponseTimeS * Math.exp(batchNoise * normal())
        return {throughputRps: users / batchS, meanResponseTimeS: batchS, p95ResponseTimeS: batchS * 1.5}
      }),
    }
  }
}

/** As many runs as asked, each with its own noise out of one stream. */
export function madeRuns(count: number, asked: Omit<Asked, 'id'> & {from?: number}): ComparedRun[] {
  return Array.from({length: count}, (_, i) => madeRun({...asked, id: `r${(asked.from ?? 1) + i}`}))
}
