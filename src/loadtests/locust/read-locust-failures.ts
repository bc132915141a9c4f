import type {LoadTestFlag} from '../../documents/load-test.js'
import {columnOf, csvRows} from '../csv-rows.js'
import {figureOf} from '../json-values.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'

const mostTold = 5

/**
 * What failed, from Locust's `…_failures.csv` or `…_exceptions.csv`. They hold no step: the most frequent ones become
 * flags of the test that they are imported with. Tracebacks stay out.
 *
 * @source https://github.com/locustio/locust (locust/stats.py)
 */
export const readLocustFailures: SummaryReader = ({text, file}) => {
  const rows = csvRows({text, file})
  const [method, name, what, count] = [
    ['Method', 'Type'],
    ['Name'],
    ['Error', 'Message'],
    ['Occurrences', 'Count'],
  ].map((names) => columnOf(rows.header, ...names))
  if (what === undefined || count === undefined || what < 0 || count < 0) {
    throw unreadable({file, what: 'has no columns for the error and how often it came'})
  }
  const found: {text: string; count: number}[] = []
  let brokenCount = 0
  for (const cells of rows.records()) {
    const times = figureOf(cells[count])
    if (times === null) brokenCount++
    else
      found.push({
        count: times,
        text: [cells[method ?? -1], cells[name ?? -1], cells[what]]
          .filter((cell) => cell !== undefined && cell !== '')
          .join(' '),
      })
  }
  found.sort((a, b) => b.count - a.count)
  return {
    tool: 'locust',
    format: 'Locust failures CSV',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [...rows.flags(brokenCount), ...found.slice(0, mostTold).map(failureFlag)],
    steps: [],
    part: 'step',
  }
}

const failureFlag = ({text, count}: {text: string; count: number}): LoadTestFlag => ({
  code: 'failures',
  severity: 'info',
  text: `${count.toLocaleString('en')} × ${text.replace(/\s+/g, ' ').slice(0, 200)}`,
})
