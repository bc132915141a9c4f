import type {LoadTestFlag} from '../documents/load-test.js'
import {unreadable} from './unreadable.js'

/** The file ends inside a row, as that of a run that was killed does. */
export const cutOff: LoadTestFlag = {
  code: 'cut-off',
  severity: 'warning',
  text: 'the last line is cut off and left out',
}

/** Rows that no reader can make sense of; the first one is told where it is known, counted from 1. */
export function brokenRows(count: number, first?: number): LoadTestFlag {
  const rows = `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
  const place = first === undefined ? '' : `, the first is row ${first}`
  return {code: 'broken-rows', severity: 'warning', text: `${rows} could not be read${place}`}
}

/** Times in the file count from the start of the run, which it does not tell. */
export const noStartTime: LoadTestFlag = {
  code: 'no-start-time',
  severity: 'info',
  text: 'the file does not tell when the test began: its times count from the start',
}

/** Refuses a file of which no row, or less than every second one, could be read. */
export function checkRows({file, rowCount, brokenCount}: {file: string; rowCount: number; brokenCount: number}): void {
  if (rowCount === 0) throw unreadable({file, what: brokenCount === 0 ? 'has no rows' : 'has no row that can be read'})
  if (brokenCount <= rowCount) return
  throw unreadable({file, what: `has ${brokenCount} rows that cannot be read, and ${rowCount} that can`})
}
