import {figureOf} from '../json-values.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'
import {type FinalStats, finalStep} from './final-stats.js'

/**
 * One step from the XML of Taurus' final-stats (`dump-xml`), and of a task of AWS Distributed Load Testing, which adds
 * TaskId, TaskCPU (of the load generator, not of the system) and ECSDuration. The files of a test's tasks are load
 * generators that ran at once: their percentiles do not merge.
 *
 * Times are seconds; `throughput` is the number of samples. TestDuration is from the first second to the last, both of
 * them whole, so the run lasted a second more. Without it there is no rate and the file is refused.
 *
 * @source https://github.com/Blazemeter/taurus (bzt/modules/reporting.py) and
 *   https://github.com/aws-solutions/distributed-load-testing-on-aws (source/results-parser/lib/parser/index.js)
 */
export const readFinalStatsXml: SummaryReader = ({text, file}) => {
  const groups = groupsOf(text)
  const stats = groups.find(({label}) => label === '')
  if (stats === undefined) throw unreadable({file, what: 'has no whole Group of all labels'})
  const durationS = figureOf(/<TestDuration>\s*([\d.]+)\s*</.exec(text)?.[1])
  if (durationS === null) {
    const suggestions = ['import kpi.jtl of the same run in its place']
    throw unreadable({file, field: 'TestDuration', what: 'tells no TestDuration, so no rate', suggestions})
  }
  const isTask = /<TaskId>/.test(text)
  const run = {durationS: durationS + 1, file}
  const endpoints = groups
    .filter(({label}) => label !== '')
    .map((group) => ({label: group.label, step: finalStep({stats: group, ...run})}))
  return {
    tool: isTask ? 'aws-dlt' : 'taurus',
    format: isTask ? 'AWS DLT task XML' : 'Taurus final stats XML',
    toolVersion: null,
    loop: null,
    startedAt: null,
    flags: isTask ? [notMergeable] : [],
    steps: [{all: finalStep({stats, ...run}), endpoints}],
    part: isTask ? 'generator' : 'step',
  }
}

const notMergeable = {
  code: 'percentiles-not-mergeable',
  severity: 'info' as const,
  text: 'percentiles of tasks do not merge, and the averages that AWS DLT shows of them are none: import the kpi-*.jtl of the tasks for true ones',
}

const mostGroups = 10_000

function groupsOf(text: string): FinalStats[] {
  const groups: FinalStats[] = []
  for (let at = text.indexOf('<Group '); at >= 0 && groups.length < mostGroups; at = text.indexOf('<Group ', at + 1)) {
    const end = text.indexOf('</Group>', at)
    if (end < 0) break
    const group = groupOf(text.slice(at, end))
    if (group !== null) groups.push(group)
  }
  return groups
}

function groupOf(text: string): FinalStats | null {
  const label = /^<Group [^>]*?label="([^"]*)"/.exec(text)?.[1]
  const values = new Map<string, number>()
  const percentiles: FinalStats['percentiles'] = []
  for (const [, name = '', attributes = ''] of text.matchAll(/<([a-z_]+) ([^>]{0,300})>/g)) {
    const value = figureOf(/value="([^"]*)"/.exec(attributes)?.[1])
    const percent = figureOf(/param="([^"]*)"/.exec(attributes)?.[1])
    if (value === null) continue
    if (name === 'perc' && percent !== null) percentiles.push({ratio: percent / 100, responseTimeS: value})
    else values.set(name, value)
  }
  const [sampleCount, failedCount, meanS] = [values.get('throughput'), values.get('fail'), values.get('avg_rt')]
  if (label === undefined || sampleCount === undefined || failedCount === undefined || meanS === undefined) return null
  return {
    label: unescapeXml(label),
    sampleCount,
    failedCount,
    meanS,
    concurrencyCount: values.get('concurrency') ?? null,
    percentiles,
  }
}

const entities: Record<string, string> = {'&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&'}

const unescapeXml = (text: string): string =>
  text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => entities[entity] ?? entity)
