/** How a language spells a character beyond the first 65,536: as two halves, or by one long number. */
type Astral = 'halves' | 'long'

/**
 * A text between double quotes in printable ASCII alone, every other character by its number: nothing in it can end a
 * line, turn the direction of what a person reads, or depend on a locale. Valid in JSON with `halves`, in YAML and HCL
 * with `long`.
 */
export function asciiQuoted(text: string, astral: Astral): string {
  const escaped = [...text].map((character) => {
    if (character === '"' || character === '\\') return `\\${character}`
    if (character >= ' ' && character <= '~') return character
    return shortEscapes[character] ?? numbered(character, astral)
  })
  return `"${escaped.join('')}"`
}

/** The three that JSON, YAML and HCL share; HCL has no `\b` and no `\f`. */
const shortEscapes: Readonly<Record<string, string>> = {'\n': '\\n', '\r': '\\r', '\t': '\\t'}

function numbered(character: string, astral: Astral): string {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x10000) return `\\u${hex(code, 4)}`
  if (astral === 'long') return `\\U${hex(code, 8)}`
  return [...Array(character.length).keys()].map((i) => `\\u${hex(character.charCodeAt(i), 4)}`).join('')
}

const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0')

/**
 * A value as JSON in printable ASCII: in one line where `widthMost` characters hold it, over several otherwise, each
 * after the first with `indent` before it.
 */
export function asciiJson(value: unknown, {widthMost, indent}: {widthMost: number; indent: string}): string {
  const short = spaced(value)
  return short.length <= widthMost ? short : long(value, indent)
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${membersOf(value)
      .map(([key, item]) => `${asciiQuoted(key, 'halves')}: ${spaced(item)}`)
      .join(', ')}}`
  }
  return scalar(value)
}

function long(value: unknown, indent: string): string {
  const inner = `${indent}  `
  if (Array.isArray(value) && value.length > 0) {
    return `[\n${value.map((item) => inner + long(item, inner)).join(',\n')}\n${indent}]`
  }
  if (typeof value === 'object' && value !== null && membersOf(value).length > 0) {
    const lines = membersOf(value).map(([key, item]) => `${inner}${asciiQuoted(key, 'halves')}: ${long(item, inner)}`)
    return `{\n${lines.join(',\n')}\n${indent}}`
  }
  return spaced(value)
}

/** As JSON.stringify has it: a member without a value is left out. */
const membersOf = (value: object) => Object.entries(value).filter(([, item]) => item !== undefined)

function scalar(value: unknown): string {
  return typeof value === 'string' ? asciiQuoted(value, 'halves') : (JSON.stringify(value) ?? 'null')
}
