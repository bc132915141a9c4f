import {plainText} from '../plain-text.js'
import {asciiText} from './ascii-text.js'
import {textWidth, wrapText} from './text-width.js'

/** What the shell knows of the place the text goes to. Null width: a pipe or a file, where nothing is cut. */
export type ScreenOptions = {width: number | null; color: boolean; ascii: boolean}

export type Style = 'bold' | 'dim' | 'bad' | 'warn' | 'good'
export type Mark = 'good' | 'warn' | 'bad'

/** How text becomes lines in one place. */
export type Screen = {
  width: number | null
  ascii: boolean
  /** Text from a document or of ours, made safe and, where asked, ASCII. */
  plain: (text: string) => string
  paint: (style: Style | null, text: string) => string
  /** `✓`, `!` or `✗`, and the words for them in ASCII. */
  mark: (mark: Mark) => string
}

const codes: Record<Style, readonly [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  bad: [31, 39],
  warn: [33, 39],
  good: [32, 39],
}
const signs: Record<Mark, readonly [sign: string, word: string]> = {
  good: ['✓', 'ok'],
  warn: ['!', 'warn'],
  bad: ['✗', 'FAIL'],
}

export function makeScreen({width, color, ascii}: ScreenOptions): Screen {
  return {
    width,
    ascii,
    plain: (text) => (ascii ? asciiText(plainText(text)) : plainText(text)),
    paint: (style, text) => {
      if (!color || style === null || text === '') return text
      const [on, off] = codes[style]
      return `\u001b[${on}m${text}\u001b[${off}m`
    },
    mark: (mark) => signs[mark][ascii ? 1 : 0],
  }
}

/** Plain text wrapped at the screen's edge; further lines hang by `hang` columns. */
export function paragraph(
  screen: Screen,
  text: string,
  {indent = 2, hang = indent, style = null}: {indent?: number; hang?: number; style?: Style | null} = {},
): string[] {
  const safe = screen.plain(text)
  const lines = screen.width === null ? [safe] : wrapText(safe, Math.max(1, screen.width - Math.max(indent, hang)))
  return lines.map((line, i) => ' '.repeat(i === 0 ? indent : hang) + screen.paint(style, line))
}

/** A bold title with a dim explanation behind it, wrapped when it has to. */
export function heading(screen: Screen, title: string, detail: string): string[] {
  const text = detail === '' ? screen.plain(title) : `${screen.plain(title)}  ${screen.plain(detail)}`
  const lines = screen.width === null ? [text] : wrapText(text, screen.width - 2)
  const cut = screen.plain(title).length
  return lines.map((line, i) =>
    i === 0
      ? screen.paint('bold', line.slice(0, cut)) + screen.paint('dim', line.slice(cut))
      : `  ${screen.paint('dim', line)}`,
  )
}

/** Two texts at the two edges of the screen, or one below the other where they do not fit. */
export function spread(screen: Screen, left: string, right: string): string[] {
  const width = screen.width ?? textWidth(left) + 3 + textWidth(right)
  const gap = width - textWidth(left) - textWidth(right)
  return gap >= 2 ? [left + ' '.repeat(gap) + right] : [left, right]
}
