const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that starts a colour
const colours = /\u001b\[\d+m/g

/** Columns that text takes on a terminal: East Asian wide letters take two, combining marks and our colours none. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text.replace(colours, '')) width += characterWidth(character)
  return width
}

function characterWidth(character: string): number {
  if (character < '\u0300') return 1
  if (/\p{M}/u.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** A space where a line may end: not between a number and its unit. */
const breaks = /(?<!\d) | (?!(?:%|h|min|s|ms|d|×|req\/s)(?!\p{L}))/u

/** Text broken at spaces into lines of at most `width` columns; a word that is longer is broken where it must be. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(breaks)) {
    const joined = line === '' ? word : `${line} ${word}`
    if (textWidth(joined) <= width) {
      line = joined
      continue
    }
    if (line.trim() !== '') lines.push(line.trimEnd())
    const pieces = breakWord(word, width)
    line = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  lines.push(line.trimEnd())
  return lines
}

/** A list like `24·12·33` is broken behind a dot, any other word where the width ends. */
function breakWord(word: string, width: number): string[] {
  const pieces = ['']
  let used = 0
  for (const part of word.split(/(?<=\d·)(?=\d)/)) {
    const columns = textWidth(part)
    if (used > 0 && used + columns > width && columns <= width) {
      pieces.push('')
      used = 0
    }
    used = breakPart(part, width, used, pieces)
  }
  return pieces
}

function breakPart(part: string, width: number, usedBefore: number, pieces: string[]): number {
  let used = usedBefore
  for (const character of part) {
    const columns = characterWidth(character)
    if (used + columns > width && used > 0) {
      pieces.push('')
      used = 0
    }
    pieces.push((pieces.pop() ?? '') + character)
    used += columns
  }
  return used
}
