import {expect, test} from 'vitest'
import {resultColumns} from '../../../src/core/athena/count-query.js'
import {type ResultRow, readResult} from '../../../src/core/athena/read-result.js'

const header: ResultRow = [...resultColumns]
const minute = 29_929_260
const rows: ResultRow[] = [
  ['route', 'GET /', '498821', '5', '1', '0', '5', '0', '0', null],
  ['group', 'targetgroup/web/1', `${minute}`, '3', '1', '0', '3', '0', '0', null],
  ['group', 'targetgroup/web/1', `${minute + 1}`, '2', '0', '1', '2', '0', '0', ''],
  ['line', 'alb', null, '5', '1', '1', '5', '2', '3', 's3://logs/a.log.gz'],
  ['second', '', `${minute + 1}`, '2', '0', '1', '1', '0', '0', null],
  ['second', '', `${minute}`, '3', '1', '0', '3', '0', '0', null],
]

test('rows in any order become counts', () => {
  const counted = readResult({rows: [header, ...rows], place: 'result.csv'})
  expect(counted).toMatchObject({
    format: 'alb',
    fileCount: 2,
    lineCount: 8,
    malformedCount: 3,
    firstMalformed: 's3://logs/a.log.gz',
    firstS: minute * 60,
    lastS: (minute + 1) * 60,
  })
  expect([counted?.requestsAt(minute), counted?.busiestAt(minute), counted?.requestsAt(minute + 2)]).toEqual([3, 3, 0])
  const web = counted?.groups.get('targetgroup/web/1')
  expect(web).toMatchObject({requestCount: 5, botCount: 1, errorCount: 1})
  expect([web?.requestsAt(minute + 1), web?.botsAt(minute), web?.botsAt(minute + 1)]).toEqual([2, 1, 0])
  expect(counted?.routes.get('GET /')?.requestsAt(498_821)).toBe(5)
})

test('nothing that was met is null, also when lines were malformed', () => {
  expect(readResult({rows: [header], place: 'r'})).toBeNull()
  const none: ResultRow = ['line', 'alb', null, '0', '0', '0', '0', '1', '9', 's3://logs/a']
  expect(readResult({rows: [header, none], place: 'r'})).toBeNull()
})

test.each<[string, ResultRow[], string]>([
  ['no row at all', [], 'its columns are none'],
  ['other columns', [['a', 'b']], 'its columns are a, b'],
  ['a row cut off', [header, ...rows, ['route', 'x']], 'row 8 is not a result of our query: it has 2 columns'],
  ['an unknown kind', [header, ['sum', '', '1', '1', '1', '1', '1', '1', '1', null]], '"sum" is not a kind'],
  ['no number', [header, ['second', '', '1', '1e3', '0', '0', '0', '0', '0', null]], 'requests is "1e3"'],
  ['a negative number', [header, ['second', '', '1', '-1', '0', '0', '0', '0', '0', null]], 'requests is "-1"'],
  ['no slot', [header, ['second', '', null, '1', '0', '0', '0', '0', '0', null]], 'slot is null'],
  ['no line of sums', [header, ...rows.slice(0, 3)], 'there is no row of kind line'],
  ['another kind of log', [header, ['line', 'nlb', null, '1', '0', '0', '0', '0', '0', null]], 'no kind of log'],
])('%s is refused, with what to run', (_, given, words) => {
  const read = () => readResult({rows: given, place: 'r.csv'})
  expect(read).toThrow(words)
  expect(read).toThrow(expect.objectContaining({code: 'RESULT_INVALID', exitCode: 3}))
})
