import {unreadable} from '../unreadable.js'

/** JMeter's names of the columns that are read (CSVSaveService.java). */
const names = [
  'timeStamp',
  'elapsed',
  'label',
  'responseCode',
  'responseMessage',
  'threadName',
  'dataType',
  'success',
  'allThreads',
  'URL',
  'SampleCount',
  'ErrorCount',
  'Hostname',
] as const
type ColumnName = (typeof names)[number]

/** Where the columns of a JTL are: places from 0, -1 for one that the file does not have. */
export type JtlColumns = Record<ColumnName, number> & {
  delimiter: number
  count: number
  /** Bytes of the header with its line break; 0 without a header. */
  headerLength: number
  isTaurus: boolean
}

/** What Taurus tells JMeter to write into kpi.jtl (bzt/jmx). */
const taurusHeader =
  /^timeStamp(.)elapsed\1label\1responseCode\1responseMessage\1threadName\1success\1bytes\1(?:sentBytes\1)?grpThreads\1allThreads\1Latency\1Hostname(?:\1Connect)?$/

/**
 * Finds the columns of a JTL in CSV from its beginning.
 *
 * A header may name them in any order, with any delimiter that is neither letter, digit nor quote. Names in quotes are
 * sample variables of the test, which never stand for a column, unless every name is in quotes. Without a header the
 * columns are the defaults of JMeter 2.13 to 5.x, told apart by their number. Throws LOAD_TEST_UNREADABLE where there
 * is neither, or no column of times.
 */
export function findJtlColumns({head, file}: {head: Buffer; file: string}): JtlColumns {
  const lineEnd = head.indexOf(10)
  const line = head.toString('utf8', 0, lineEnd < 0 ? head.length : lineEnd).replace(/\r$/, '')
  const delimiter = /^"?(?:timeStamp|\w+)"?([^\w"])/.exec(line)?.[1]
  if (delimiter === undefined || delimiter > '\u007f') throw noColumns(file)
  if (/^\d/.test(line)) return defaultColumns({line, delimiter, file})
  const headerLength = lineEnd < 0 ? head.length : lineEnd + 1
  const all = line.split(delimiter)
  const isQuoted = all.every((name) => name.startsWith('"'))
  const written = all.map((name) => (isQuoted ? name.replaceAll('"', '') : name))
  const columns = columnsAt((name) => written.indexOf(name))
  for (const field of ['timeStamp', 'elapsed'] as const) {
    if (columns[field] < 0) throw unreadable({file, field, what: `has no column ${field}`, suggestions: howToSave})
  }
  const isTaurus = taurusHeader.test(written.join(delimiter))
  return {...columns, delimiter: delimiter.charCodeAt(0), count: all.length, headerLength, isTaurus}
}

const howToSave = ['run JMeter with its default jmeter.save.saveservice settings: jmeter -n -t test.jmx -l result.jtl']

const columnsAt = (placeOf: (name: ColumnName) => number) =>
  Object.fromEntries(names.map((name) => [name, placeOf(name)])) as Record<ColumnName, number>

/** The first eight columns are the same in all versions; how many follow tells where `allThreads` is. */
const firstColumns: readonly string[] = names.slice(0, 8)

function defaultColumns({line, delimiter, file}: {line: string; delimiter: string; file: string}): JtlColumns {
  const fields = splitRow(line, delimiter)
  const [stamp = '', elapsed = ''] = fields
  const success = fields.findIndex((field) => field === 'true' || field === 'false')
  if (!/^\d{13}$/.test(stamp) || !/^\d+$/.test(elapsed) || success < 3) throw noColumns(file)
  const isDefault = success === 7
  const threads = isDefault ? placeOfThreads(fields) : -1
  const columns = columnsAt((name) => {
    if (name === 'success') return success
    if (name === 'allThreads') return threads
    const place = firstColumns.indexOf(name)
    return place < 3 || isDefault ? place : -1
  })
  return {...columns, delimiter: delimiter.charCodeAt(0), count: fields.length, headerLength: 0, isTaurus: false}
}

/** 12 columns: 2.13. 15: 3.0. 16: 3.1 to 3.3, with `sentBytes`, or with `URL` in its place. 17: 4.0 and later. */
function placeOfThreads(fields: readonly string[]): number {
  if (fields.length === 12) return 10
  if (fields.length === 15) return 11
  if (fields.length === 16) return /^\d+$/.test(fields[12] ?? '') ? 12 : 11
  return fields.length === 17 ? 12 : -1
}

function splitRow(line: string, delimiter: string): string[] {
  const fields: string[] = []
  let rest = line
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest)
    const end = rest.indexOf(delimiter, quoted?.[0].length ?? 0)
    fields.push(quoted?.[1] ?? rest.slice(0, end < 0 ? rest.length : end))
    if (end < 0) return fields
    rest = rest.slice(end + 1)
  }
}

const noColumns = (file: string) =>
  unreadable({
    file,
    what: 'does not begin as a JMeter result in CSV: no header and no row of one',
    suggestions: howToSave,
  })
