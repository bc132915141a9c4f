/** A part of a report. Items go from its end when space is short, and the section with its last item. */
export type Section = {
  name: string
  lead: readonly string[]
  items: readonly string[]
  /** 1 loses its items first; null keeps them all. */
  dropOrder: number | null
}

/** Room for the sentences that say what was left out. */
const noteBytes = 1000

/** Bytes of a text in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}

/**
 * Sections as one text of at most `maxBytes` in UTF-8: details go first, and the text says what it lost. A budget that
 * does not even hold the first section cuts the text at a line.
 */
export function fitBytes(sections: readonly Section[], maxBytes: number): string {
  const whole = textOf(sections)
  if (utf8Bytes(whole) <= maxBytes) return whole
  let excess = utf8Bytes(whole) - (maxBytes - noteBytes)
  const kept = new Map(sections.map((section) => [section, section.items.length]))
  const order = sections.filter((section) => section.dropOrder !== null)
  for (const section of order.sort((a, b) => (a.dropOrder ?? 0) - (b.dropOrder ?? 0))) {
    let count = section.items.length
    while (excess > 0 && count > 0) {
      count -= 1
      excess -= utf8Bytes(section.items[count] ?? '') + 1
    }
    kept.set(section, count)
  }
  const shorter = sections.map((section) => ({...section, items: section.items.slice(0, kept.get(section) ?? 0)}))
  const lost = order
    .map((section) => ({section, count: section.items.length - (kept.get(section) ?? 0)}))
    .filter(({count}) => count > 0)
    .map(({section, count}) => `${section.name} (${count} of ${section.items.length})`)
  const note = `Left out to stay within ${maxBytes} bytes: ${lost.join(', ')}.`
  const remaining = shorter.filter((section, i) => section.items.length > 0 || sections[i]?.items.length === 0)
  return cutAtLine(`${textOf(remaining)}\n${note}\n`, maxBytes)
}

function textOf(sections: readonly Section[]): string {
  return `${sections.map((section) => [...section.lead, ...section.items].join('\n')).join('\n\n')}\n`
}

function cutAtLine(text: string, maxBytes: number): string {
  if (utf8Bytes(text) <= maxBytes) return text
  let bytes = 0
  const lines: string[] = []
  for (const line of text.split('\n')) {
    bytes += utf8Bytes(line) + 1
    if (bytes > maxBytes) break
    lines.push(`${line}\n`)
  }
  return lines.join('')
}
