import {CsvScanner} from './csv-scanner.js'
import {brokenRows, checkRows, cutOff} from './row-flags.js'
import {utf8Chunks} from './utf8-chunks.js'

const mostColumns = 20
const noNames: readonly string[] = []

/** The cells of a row as text; '' beyond the last. */
type Cells = (column: number) => string

/**
 * Reads rows of numbers, one a line, of a file without a limit on its length. `take` returns whether it could read the
 * row; rows that it could not are counted and flagged, and a last line that was cut off is left out. Throws
 * LOAD_TEST_UNREADABLE where hardly a row can be read.
 */
export async function readDigitRows({chunks, file, delimiter, columns, take}: DigitRows) {
  let rowCount = 0
  let header: readonly string[] | null = columns === 'header' ? null : noNames
  let columnCount = columns === 'header' ? 0 : columns
  const scanner: CsvScanner = new CsvScanner({delimiter: delimiter.charCodeAt(0), width: mostColumns, file, visit})
  const cells: Cells = (column) =>
    column >= 0 && column < scanner.fieldCount
      ? scanner.bytes.toString('latin1', scanner.from[column], scanner.to[column])
      : ''

  function visit(): void {
    if (header === null) {
      header = Array.from({length: scanner.fieldCount}, (_, column) => cells(column))
      columnCount = header.length
    } else if (scanner.fieldCount >= columnCount && take(cells, header)) rowCount++
    else scanner.noteBroken()
  }

  for await (const chunk of utf8Chunks(chunks)) scanner.push(chunk)
  const isCut = scanner.end(columnCount)
  const {brokenCount, firstBroken} = scanner
  checkRows({file, rowCount, brokenCount})
  return [...(isCut ? [cutOff] : []), ...(brokenCount > 0 ? [brokenRows(brokenCount, firstBroken)] : [])]
}

type DigitRows = {
  chunks: AsyncIterable<Buffer>
  file: string
  delimiter: ',' | '\t'
  /** A row with fewer is broken. */
  /** How many a row has; `header` where the first row names them. A row with fewer is broken. */
  columns: number | 'header'
  take: (cells: Cells, header: readonly string[]) => boolean
}
