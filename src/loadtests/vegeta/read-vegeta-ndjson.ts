import {figureOf, objectAt} from '../json-values.js'
import {lineSplitter} from '../line-splitter.js'
import type {RowReader} from '../reading.js'
import {brokenRows, checkRows, cutOff} from '../row-flags.js'
import {utf8Chunks} from '../utf8-chunks.js'
import {vegetaRows} from './vegeta-rows.js'

/**
 * Reads what `vegeta encode` writes by default: one JSON object a line, latency in nanoseconds, the time of the start
 * in RFC 3339 with any zone. Throws LOAD_TEST_UNREADABLE where hardly a line can be read.
 *
 * @source https://github.com/tsenart/vegeta (lib/results.go, lib/results_easyjson.go)
 */
export const readVegetaNdjson: RowReader = async ({chunks, file, tally}) => {
  const rows = vegetaRows(tally)
  let brokenCount = 0
  let isCut = false
  let firstBroken = 0
  let lineCount = 0
  const lines = lineSplitter({
    file,
    visit(line, isLast) {
      lineCount++
      const row = line.trim() === '' ? null : rowOf(line)
      if (row === null) return
      if (row !== undefined) rows.add(row)
      else if (isLast) isCut = true
      else if (brokenCount++ === 0) firstBroken = lineCount
    },
  })
  for await (const chunk of utf8Chunks(chunks)) lines.push(chunk)
  lines.end()
  checkRows({file, rowCount: rows.count(), brokenCount})
  return {
    tool: 'vegeta',
    format: 'Vegeta JSON lines',
    toolVersion: null,
    loop: 'open',
    startedAt: null,
    flags: [...(isCut ? [cutOff] : []), ...(brokenCount > 0 ? [brokenRows(brokenCount, firstBroken)] : [])],
  }
}

function rowOf(line: string) {
  const {timestamp, code, latency, method, url, attack} = parsed(line)
  const startMs = typeof timestamp === 'string' ? msOf(timestamp) : Number.NaN
  const [status, latencyNs] = [figureOf(code), figureOf(latency)]
  if (Number.isNaN(startMs) || status === null || latencyNs === null) return undefined
  return {
    startMs,
    latencyUs: latencyNs / 1000,
    code: status,
    method: textOf(method),
    url: textOf(url),
    attack: textOf(attack),
  }
}

function parsed(line: string) {
  try {
    return objectAt(JSON.parse(line))
  } catch {
    return {}
  }
}

/** Date.parse knows milliseconds only: the digits after them are added. */
function msOf(timestamp: string): number {
  const [, head = '', fraction = '', zone = ''] = /^([^.]+)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(timestamp) ?? []
  return Date.parse(head + zone) + (fraction === '' ? 0 : Number(`0.${fraction}`) * 1000)
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
