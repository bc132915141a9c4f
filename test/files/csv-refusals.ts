import {gzipSync} from 'node:zlib'

/** A CSV file of these rows. */
export const hours = (...rows: string[]) => ['timestamp,requests', ...rows, ''].join('\n')

/** Three minutes of traffic. */
export const minutes = hours('2026-11-23T10:00:00Z,60', '2026-11-23T10:01:00Z,120', '2026-11-23T10:02:00Z,30.5')

const day = '2026-11-23'
/** What is wrong, the file, the code, the line, and what the message must say. */
export const refused: [string, string | Buffer, string, number | undefined, string[], {timezone: string}?][] = [
  ['an empty file', '', 'DATA_EMPTY', undefined, ['the file is empty']],
  ['blank lines only', '\n\n', 'DATA_EMPTY', undefined, ['the file is empty']],
  ['a header and no row', 'timestamp,requests\n', 'DATA_EMPTY', 1, ['a header and no row']],
  ['no value in any row', hours(`${day}T10:00Z,`, `${day}T11:00Z,`), 'DATA_EMPTY', 2, ['no row has a value']],
  ['a wrong header', 'timestmp,value\n1,2\n', 'CSV_INVALID', 1, ['no column timestamp', '"timestmp", "value"']],
  ['rows without a header', `${day}T10:00Z,5\n`, 'CSV_INVALID', 1, ['no column timestamp']],
  ['a column twice', 'timestamp,requests,requests\n', 'CSV_INVALID', 1, ['two columns are called requests']],
  [
    'mixed zones',
    hours(`${day}T10:00Z,1`, `${day}T11:00,2`),
    'CSV_INVALID',
    3,
    ['mixed', 'line 2 has a zone', 'has none'],
  ],
  ['mixed zones the other way', hours(`${day}T10:00,1`, `${day}T11:00Z,2`), 'CSV_INVALID', 3, ['line 2 has no zone']],
  [
    'a time twice',
    hours(`${day}T10:00Z,1`, `${day}T11:00Z,2`, `${day}T10:00Z,3`),
    'CSV_INVALID',
    4,
    ['twice', 'line 2'],
  ],
  ['a negative value', hours(`${day}T10:00Z,1`, `${day}T11:00Z,-2`), 'CSV_INVALID', 3, ['"-2" is negative']],
  ['a word as a value', hours(`${day}T10:00Z,many`), 'CSV_INVALID', 2, ['"many" is not a number']],
  ['NaN', hours(`${day}T10:00Z,NaN`), 'CSV_INVALID', 2, ['"NaN" is not a number']],
  ['infinity', hours(`${day}T10:00Z,1e999`), 'CSV_INVALID', 2, ['is not a number']],
  ['hexadecimal', hours(`${day}T10:00Z,0x10`), 'CSV_INVALID', 2, ['is not a number']],
  ['thousands in groups', hours(`${day}T10:00Z,1,234`), 'CSV_INVALID', 2, ['3 cells and the header 2']],
  ['a cell too few', hours(`${day}T10:00Z`), 'CSV_INVALID', 2, ['1 cells and the header 2']],
  ['a decimal comma', 'timestamp;requests\n2026-11-23T10:00Z;1,5\n', 'CSV_INVALID', 2, ['"1,5" is not a number']],
  ['a time in words', hours('yesterday,1'), 'CSV_INVALID', 2, ['"yesterday" is not a time']],
  ['a day that no calendar has', hours('2026-02-29T10:00Z,1'), 'CSV_INVALID', 2, ['is not a time']],
  ['an hour that no clock has', hours(`${day}T24:00Z,1`), 'CSV_INVALID', 2, ['is not a time']],
  ['an American date', hours('11/23/2026 10:00,1'), 'CSV_INVALID', 2, ['is not a time']],
  [
    'a row off the grid',
    hours(...[0, 1, 2, 3].map((h) => `${day}T1${h}:00Z,1`), `${day}T13:07Z,1`),
    'CSV_INVALID',
    6,
    ['between two intervals'],
  ],
  [
    'a first row off the grid',
    hours(`${day}T09:53Z,1`, ...[0, 1, 2, 3].map((h) => `${day}T1${h}:00Z,1`)),
    'CSV_INVALID',
    2,
    ['between two intervals'],
  ],
  ['one row', hours(`${day}T10:00Z,1`), 'CSV_INVALID', 2, ['one row does not tell']],
  [
    'a stray year',
    hours('1970-01-02T00:00:00Z,1', `${day}T10:00:00Z,1`, `${day}T10:00:01Z,1`, `${day}T10:00:02Z,1`),
    'CSV_INVALID',
    2,
    ['intervals of 1 s'],
  ],
  [
    'a time that does not exist',
    hours('2026-03-08T01:00,1', '2026-03-08T02:00,2'),
    'CSV_INVALID',
    3,
    ['does not exist in America/New_York'],
    {timezone: 'America/New_York'},
  ],
  [
    'a repeated hour in no order',
    hours('2026-11-01T05:00,1', '2026-11-01T01:00,2', '2026-11-01T03:00,3', '2026-11-01T06:00,3'),
    'CSV_INVALID',
    3,
    ['has this hour twice'],
    {timezone: 'America/New_York'},
  ],
  ['a quote that is never closed', hours(`${day}T10:00Z,"1`, `${day}T11:00Z,2`), 'CSV_INVALID', 2, ['never closed']],
  ['a gzip file that is cut off', gzipSync(minutes).subarray(0, 30), 'CSV_INVALID', undefined, ['gzip']],
  ['UTF-16', Buffer.from(minutes, 'utf16le'), 'CSV_INVALID', undefined, ['not a CSV file in UTF-8']],
]
