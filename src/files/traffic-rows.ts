import {PlanError} from '../errors.js'
import {csvFailure} from './csv-failure.js'

/** The file that rows come from. */
export type RowFile = {path: string; kind: 'csv' | 'parquet'}

/**
 * Rows of a file: when, what was counted (NaN where nothing was), and where each stands: its line in a CSV file, its
 * number in a Parquet file. Typed, for a million rows as lists of numbers and nulls take four times the memory.
 */
export type Rows = {file: RowFile; timesMs: Float64Array; values: Float64Array; lines: Int32Array}

/** Takes rows one by one; `taken` gives what has come so far. */
export function rowTaker(file: RowFile): {take: (ms: number, value: number, line: number) => void; taken: () => Rows} {
  let timesMs = new Float64Array(4096)
  let values = new Float64Array(4096)
  let lines = new Int32Array(4096)
  let count = 0
  const grow = () => {
    const [times, numbers, places] = [timesMs, values, lines]
    const size = count * 2
    timesMs = new Float64Array(size)
    values = new Float64Array(size)
    lines = new Int32Array(size)
    timesMs.set(times)
    values.set(numbers)
    lines.set(places)
  }
  return {
    take: (ms, value, line) => {
      if (count === timesMs.length) grow()
      timesMs[count] = ms
      values[count] = value
      lines[count] = line
      count++
    },
    taken: () => ({
      file,
      timesMs: timesMs.subarray(0, count),
      values: values.subarray(0, count),
      lines: lines.subarray(0, count),
    }),
  }
}

/** What a row's place is called in a sentence. */
export const placeWord = ({kind}: RowFile) => (kind === 'csv' ? 'line' : 'row')

/** The error for rows that cannot be used, at the line of a CSV file or the row of a Parquet file. */
export function rowFailure({
  file,
  line,
  what,
  next,
  field,
  isEmpty = false,
}: {
  file: RowFile
  line?: number | undefined
  what: string
  next: string
  field?: string
  isEmpty?: boolean
}): PlanError {
  const {path, kind} = file
  const at = {...(line === undefined ? {} : {line}), ...(field === undefined ? {} : {field})}
  if (kind === 'csv') return csvFailure({path, what, next, ...at, code: isEmpty ? 'DATA_EMPTY' : 'CSV_INVALID'})
  const where = line === undefined ? path : `${path}: row ${line}`
  return new PlanError('data', isEmpty ? 'DATA_EMPTY' : 'PARQUET_INVALID', `${where}: ${what}`, {
    suggestions: [next],
    place: {file: path, ...(field === undefined ? {} : {field})},
  })
}
