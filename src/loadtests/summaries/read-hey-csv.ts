import {columnOf, csvRows} from '../csv-rows.js'
import {countedStep} from '../printed-step.js'
import type {SummaryReader} from '../reading.js'
import {unreadable} from '../unreadable.js'
import {capFlag} from './read-hey.js'

/**
 * One step from `hey -o csv`: a row for each answer, in seconds, with the offset at which it was sent since hey
 * started. Requests without an answer are in no row; hey tells them in its text only. Versions before 2018 write
 * neither status nor offset: errors and throughput cannot be told then, and the file is refused.
 *
 * @source https://github.com/rakyll/hey (requester/print.go, requester/report.go)
 */
export const readHeyCsv: SummaryReader = ({text, file}) => {
  const rows = csvRows({text, file})
  const [time, status, offset] = ['response-time', 'status-code', 'offset'].map((name) => columnOf(rows.header, name))
  if (time === undefined || status === undefined || offset === undefined || time < 0 || status < 0 || offset < 0) {
    throw unreadable({
      file,
      what: 'has no status-code and offset: it is of an old hey',
      suggestions: ['hey -o csv of a release of 2018 or later'],
    })
  }
  const answers: {responseTimeUs: number; isFailed: boolean}[] = []
  let endS = 0
  let brokenCount = 0
  for (const cells of rows.records()) {
    const [timeS, code, sentS] = [Number(cells[time]), Number(cells[status]), Number(cells[offset])]
    if (cells.length < rows.header.length || !(timeS >= 0 && code > 0 && sentS >= 0)) {
      brokenCount++
      continue
    }
    answers.push({responseTimeUs: timeS * 1e6, isFailed: code >= 400})
    endS = Math.max(endS, sentS + timeS)
  }
  if (answers.length === 0 || endS === 0) throw unreadable({file, what: 'has no row that can be read'})
  return {
    tool: 'hey',
    format: 'hey CSV',
    toolVersion: null,
    loop: 'closed',
    startedAt: null,
    flags: [...rows.flags(brokenCount), ...capFlag(answers.length), noLost],
    steps: [{all: countedStep({file, answers, throughputRps: answers.length / endS, durationS: endS}), endpoints: []}],
    part: 'step',
  }
}

const noLost = {
  code: 'lost-requests-unknown',
  severity: 'info' as const,
  text: 'the CSV of hey has no row for a request without an answer: errors are those of status 400 and above',
}
