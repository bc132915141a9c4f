import Table from 'cli-table3'
import {fitColumns, gapColumns} from './fit-columns.js'
import {paragraph, type Screen, type Style} from './screen.js'
import {textWidth, wrapText} from './text-width.js'

/** Narrower screens get one block a row instead of a table. */
const blockColumns = 60
const indentColumns = 2

export type Column = {
  label: string
  align?: 'left' | 'right'
  /** Columns that it can be squeezed to; without it, it keeps its natural width. */
  floor?: number
  /** Order in which columns are left out on a narrow screen: 1 first. */
  dropOrder?: number
}
export type Cell = {text: string; style?: Style | null}

const noLines = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gapColumns),
} as const

/**
 * A table as lines: a dim head, a rule, the rows. It fits the screen: squeezed, then without its least columns, then as
 * one block a row. Without a width, everything stands at its natural width. Cells are made safe here.
 */
export function renderTable({
  screen,
  columns,
  rows,
  isRuled = true,
  wrapsFrom = 0,
}: {
  screen: Screen
  columns: readonly Column[]
  rows: readonly (readonly Cell[])[]
  isRuled?: boolean
  /** On screens narrower than this, columns are left out before any cell is wrapped. */
  wrapsFrom?: number
}): string[] {
  const safe = rows.map((row) => row.map((cell) => ({...cell, text: screen.plain(cell.text)})))
  const labels = columns.map((column) => screen.plain(column.label))
  if (screen.width !== null && screen.width < blockColumns) return blocks(screen, labels, safe)
  const widths = widthsOf({screen, columns, labels, rows: safe, wrapsFrom})
  const head = labels.map((text) => ({text, style: 'dim' as const}))
  const headLines = draw({screen, columns, widths, rows: [head]})
  const rule =
    ' '.repeat(indentColumns) + screen.paint('dim', (screen.ascii ? '-' : '─').repeat(ruleColumns(screen, widths)))
  return [...headLines, ...(isRuled ? [rule] : []), ...draw({screen, columns, widths, rows: safe})]
}

function ruleColumns(screen: Screen, widths: readonly number[]): number {
  if (screen.width !== null) return screen.width - indentColumns
  const kept = widths.filter((width) => width > 0)
  return kept.reduce((sum, width) => sum + width, (kept.length - 1) * gapColumns)
}

function widthsOf({
  screen,
  columns,
  labels,
  rows,
  wrapsFrom,
}: {
  screen: Screen
  columns: readonly Column[]
  labels: readonly string[]
  rows: readonly (readonly Cell[])[]
  wrapsFrom: number
}): number[] {
  const sizes = columns.map((column, i) => {
    const natural = Math.max(1, textWidth(labels[i] ?? ''), ...rows.map((row) => textWidth(row[i]?.text ?? '')))
    return {natural, floor: Math.min(natural, column.floor ?? natural), dropOrder: column.dropOrder ?? null}
  })
  if (screen.width === null) return sizes.map((size) => size.natural)
  return fitColumns(sizes, {width: screen.width - indentColumns, mayWrap: screen.width >= wrapsFrom})
}

function draw({
  screen,
  columns,
  widths,
  rows,
}: {
  screen: Screen
  columns: readonly Column[]
  widths: readonly number[]
  rows: readonly (readonly Cell[])[]
}): string[] {
  if (rows.length === 0) return []
  const kept = columns.map((_, i) => i).filter((i) => (widths[i] ?? 0) > 0)
  const table = new Table({
    chars: noLines,
    style: {'padding-left': 0, 'padding-right': 0, head: [], border: []},
    colWidths: kept.map((i) => widths[i] ?? 1),
    colAligns: kept.map((i) => columns[i]?.align ?? 'left'),
  })
  for (const row of rows) {
    // Wrapped here and not by cli-table3, which cuts words that are longer than their column.
    table.push(kept.map((i) => cellText(screen, row[i] ?? {text: ''}, widths[i] ?? 1)))
  }
  return table
    .toString()
    .split('\n')
    .map((line) => (' '.repeat(indentColumns) + line).trimEnd())
}

function cellText(screen: Screen, cell: Cell, width: number): string {
  return wrapText(cell.text, width)
    .map((line) => screen.paint(cell.style ?? null, line))
    .join('\n')
}

function blocks(screen: Screen, labels: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  return rows.flatMap((row) =>
    row.flatMap((cell, i) => {
      if (cell.text === '') return []
      if (i === 0) return paragraph(screen, cell.text, {style: 'bold'})
      const label = labels[i] === '' ? '' : `${labels[i]}: `
      return paragraph(screen, label + cell.text, {indent: 4, hang: 6, style: cell.style ?? null})
    }),
  )
}
