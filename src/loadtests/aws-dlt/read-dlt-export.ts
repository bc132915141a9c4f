import type {LoadStep, LoadTestFlag} from '../../documents/load-test.js'
import {figureAt, figureOf, type JsonObject, listAt, objectAt, parseJson} from '../json-values.js'
import {printedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'

/**
 * One step from the results that AWS Distributed Load Testing shows and its API returns: a test (`results.total`), a
 * row of its history, or the total itself. Numbers are texts; times are seconds.
 *
 * AWS DLT averages over tasks what cannot be averaged: its percentiles are none and are left out, unless the test had
 * one task. Counts are sums. The mean is an average of means, right where tasks sent as much as each other, as is the
 * duration. `concurrency` is an average too: users are taken from the configuration (tasks by users of each), or null.
 * TaskCPU is that of the load generator and is not read.
 *
 * @source https://github.com/aws-solutions/distributed-load-testing-on-aws (source/results-parser/lib/parser/index.js)
 */
export const readDltExport: SummaryReader = ({text, file}) => {
  const root = objectAt(parseJson({text, file}))
  const total = totalOf(root)
  const {taskCount, userCount} = tasksOf(root)
  const run = {durationS: figureAt({root: total, path: ['testDuration'], file}), isOneTask: taskCount === 1, file}
  const all = stepOf({figures: total, ...run, userCount})
  const endpoints = listAt(total, 'labels').flatMap((value) => {
    const figures = objectAt(value)
    const {label} = figures
    return typeof label === 'string' ? [{label, step: stepOf({figures, ...run, userCount: null})}] : []
  })
  return {
    tool: 'aws-dlt',
    format: 'AWS DLT results',
    toolVersion: null,
    loop: null,
    startedAt: startOf(root['startTime']),
    flags: run.isOneTask ? [] : [averaged(taskCount)],
    steps: [{all, endpoints}],
    part: 'step',
  }
}

const averaged = (taskCount: number | null): LoadTestFlag => ({
  code: 'averaged-percentiles',
  severity: 'warning',
  text: `AWS DLT averages the percentiles of its ${taskCount ?? ''} tasks, which is no percentile: they are left out; import the result.json or kpi-*.jtl of the tasks`.replace(
    '  ',
    ' ',
  ),
})

function totalOf(root: JsonObject): JsonObject {
  const results = objectAt(root, 'results')
  if (results['total'] !== undefined) return objectAt(results, 'total')
  if (results['avg_rt'] !== undefined) return results
  return root['total'] === undefined ? root : objectAt(root, 'total')
}

/** How many tasks there were and their users together, as far as the configuration of the test is in the file. */
function tasksOf(root: JsonObject): {taskCount: number | null; userCount: number | null} {
  const configured = listAt(root, 'testTaskConfigs').map((config) => {
    const {taskCount, concurrency} = objectAt(config)
    return {taskCount: figureOf(taskCount), userCount: figureOf(concurrency)}
  })
  const completed = Object.values(objectAt(root, 'completeTasks')).map(figureOf)
  const taskCounts = completed.length > 0 ? completed : configured.map(({taskCount}) => taskCount)
  return {
    taskCount: taskCounts.length === 0 ? null : sumOrNull(taskCounts),
    userCount:
      configured.length === 0
        ? null
        : sumOrNull(
            configured.map(({taskCount, userCount}) =>
              taskCount === null || userCount === null ? null : taskCount * userCount,
            ),
          ),
  }
}

const sumOrNull = (values: readonly (number | null)[]): number | null =>
  values.reduce((sum, value) => (sum === null || value === null ? null : sum + value), 0)

type StepInput = {figures: JsonObject; durationS: number; isOneTask: boolean; userCount: number | null; file: string}

function stepOf({figures, durationS, isOneTask, userCount, file}: StepInput): LoadStep {
  const figure = (key: string) => figureAt({root: figures, path: [key], file})
  const sampleCount = figure('throughput')
  return printedStep({
    file,
    concurrencyCount: userCount,
    requestCount: sampleCount,
    errorCount: figure('fail'),
    throughputRps: sampleCount / (durationS + 1),
    meanResponseTimeS: figure('avg_rt'),
    percentiles: isOneTask ? percentilesOf(figures) : [],
    durationS: durationS + 1,
  })
}

/** Keys such as p95_0 and p99_9. */
const percentilesOf = (figures: JsonObject) =>
  Object.entries(figures).flatMap(([key, value]) => {
    const [, whole, tenths] = /^p(\d{1,3})_(\d)$/.exec(key) ?? []
    const responseTimeS = figureOf(value)
    return whole === undefined || responseTimeS === null
      ? []
      : [{ratio: Number(`${whole}.${tenths}`) / 100, responseTimeS}]
  })

/** AWS DLT writes UTC without saying so: `2026-10-01 08:00:00`. */
function startOf(text: unknown): string | null {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/.test(text)) return null
  const at = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
