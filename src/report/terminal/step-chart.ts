import {roundTop} from '../axis.js'
import {axisNumber} from '../number.js'
import type {Screen} from './screen.js'

const rowCount = 8
const axisColumns = 9
const labelColumns = 6
const mostBarColumns = 8

export type Bar = {label: string; value: number | null}

/**
 * Bars of one figure over the steps of a test, each as wide as fits, with the step's load below. A line at `limit`
 * shows where it lies on the scale. Steps that do not fit the width are left out, every other one first.
 */
export function renderStepChart({
  screen,
  title,
  bars,
  limit = null,
  width,
}: {
  screen: Screen
  title: string
  bars: readonly Bar[]
  limit?: number | null
  width: number
}): string[] {
  const most = Math.max(0, ...bars.map(({value}) => value ?? 0))
  if (bars.length === 0 || most === 0) return []
  const shown = thinned(bars, width)
  const top = roundTop(limit !== null && limit <= most * 2 ? Math.max(most, limit) : most)
  const columns = barColumns(shown, width)
  const limitRow = limit === null || limit > top ? null : Math.min(rowCount - 1, Math.floor((limit / top) * rowCount))
  const signs = screen.ascii
    ? {full: '#', half: '.', line: '-', side: '|', tick: '+', corner: '+', floor: '-'}
    : blockSigns
  const rows = Array.from({length: rowCount}, (_, i) => {
    const row = rowCount - 1 - i
    const label = row === rowCount - 1 ? axisNumber(top) : row === rowCount / 2 - 1 ? axisNumber(top / 2) : ''
    const gap = row === limitRow ? signs.line : ' '
    const body = shown
      .map(({value}) => fill({value: ((value ?? 0) / top) * rowCount - row, columns, gap, signs}))
      .join(gap)
    return `${axis(screen, label, label === '' ? signs.side : signs.tick)}${gap}${body}`.trimEnd()
  })
  const floor =
    axis(screen, '0', signs.corner) + screen.paint('dim', signs.floor.repeat(shown.length * (columns + 1) + 1))
  const labels = ' '.repeat(axisColumns) + shown.map(({label}) => centred(label, columns)).join(' ')
  return [`  ${screen.paint('bold', screen.plain(title))}`, ...rows, floor, labels.trimEnd()]
}

const blockSigns = {full: '█', half: '▄', line: '╌', side: '│', tick: '┤', corner: '└', floor: '─'}

function fill({
  value,
  columns,
  gap,
  signs,
}: {
  value: number
  columns: number
  gap: string
  signs: typeof blockSigns
}): string {
  const sign = value >= 0.75 ? signs.full : value >= 0.25 ? signs.half : gap
  return sign.repeat(columns)
}

function axis(screen: Screen, label: string, sign: string): string {
  return screen.paint('dim', `${label.padStart(labelColumns)} ${sign}`)
}

function barColumns(bars: readonly Bar[], width: number): number {
  const widest = Math.max(...bars.map(({label}) => label.length))
  const fits = Math.floor((width - axisColumns - 1) / bars.length) - 1
  return Math.max(1, Math.min(mostBarColumns, fits), Math.min(widest, fits))
}

function thinned(bars: readonly Bar[], width: number): readonly Bar[] {
  const needed = Math.max(...bars.map(({label}) => label.length)) + 1
  const isTooWide = bars.length * needed > width - axisColumns - 1
  return isTooWide && bars.length > 2
    ? thinned(
        bars.filter((_, i) => i % 2 === 1 || i === 0),
        width,
      )
    : bars
}

function centred(label: string, columns: number): string {
  const left = Math.floor((columns - label.length) / 2)
  return label.padStart(label.length + Math.max(0, left)).padEnd(columns)
}
