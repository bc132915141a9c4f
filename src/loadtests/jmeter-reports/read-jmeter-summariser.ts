import type {LoadTestFlag} from '../../documents/load-test.js'
import {printedStep} from '../printed-step.js'
import type {PrintedStep, SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

/**
 * Steps from the lines `summary = …` that JMeter prints, alone or in a jmeter.log: the last of each test in the text is
 * the whole of it, `+` lines are parts. A test begins where the running total falls, or where JMeter
 * says that one ends or starts.
 *
 * Times are whole ms. The time taken is `63.4s` up to 2.13 and `00:01:03` later; the rate is taken from the line. There
 * are no percentiles but the greatest time, and no users of the whole.
 *
 * @source https://github.com/apache/jmeter (reporters/SummariserRunningSample.java)
 */
export const readJmeterSummariser: SummaryReader = ({text, file}) => {
  const lines = [...text.matchAll(totalLine)]
  const totals = lines.filter((line, index) => {
    const next = lines[index + 1]
    return next === undefined || Number(line[1]) > Number(next[1]) || beginsRun(text.slice(line.index, next.index))
  })
  if (totals.length === 0) throw unreadable({file, what: 'has no line "summary = … in … = …/s"'})
  return {
    tool: 'jmeter',
    format: 'JMeter summariser text',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [noPercentiles],
    steps: totals.map((line): PrintedStep => ({all: stepOf(line, file), endpoints: []})),
    part: 'step',
  }
}

const totalLine = /^.{0,300}? = +(\d+) in +(\S+) = +([\d.,]+)\/s Avg: +(\d+) Min: +(\d+) Max: +(\d+) Err: +(\d+)/gm

/** Whether a line says that a run is over or another starts. The first `Starting` of a line is enough to look from. */
function beginsRun(text: string): boolean {
  return text.split('\n').some((line) => {
    const words = line.toLowerCase()
    const at = words.indexOf('starting ')
    return words.includes('end of run') || (at >= 0 && words.includes('test', at + 'starting '.length))
  })
}

const noPercentiles: LoadTestFlag = {
  code: 'no-percentiles',
  severity: 'warning',
  text: 'the summariser of JMeter prints no percentiles but the greatest time: import the JTL of the run',
}

function stepOf([, count, time = '', rate = '', meanMs, , maxMs, errorCount]: RegExpExecArray, file: string) {
  return printedStep({
    file,
    requestCount: Number(count),
    errorCount: Number(errorCount),
    throughputRps: Number(rate.replace(',', '.')),
    meanResponseTimeS: Number(meanMs) / 1000,
    percentiles: [{ratio: 1, responseTimeS: Number(maxMs) / 1000}],
    durationS: secondsOf(time),
  })
}

function secondsOf(time: string): number | null {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d)$/.exec(time) ?? []
  if (hours !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  const plain = /^([\d.]+)s$/.exec(time)?.[1]
  return plain === undefined ? null : Number(plain)
}
