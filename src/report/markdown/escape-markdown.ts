import {plainText} from '../plain-text.js'

const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;'}

/**
 * Text that GitHub-flavoured Markdown shows as it is, in a table cell too: one line, no markup, no HTML, no formula,
 * and nobody is mentioned by it.
 */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
    .replace(/@(?=\w)/g, '@<!-- -->')
}

/** Text as a code span; the fence is longer than any run of backticks inside. */
export function codeSpan(text: string): string {
  const safe = plainText(text).replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${safe}${fence}` : `${fence} ${safe} ${fence}`
}

/** A row of a table from cells that are already escaped. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** Head and rule of a table; `r` in `aligns` puts a column to the right. */
export function tableHead(labels: readonly string[], aligns: string): string[] {
  return [tableRow(labels.map(escapeMarkdown)), tableRow([...aligns].map((align) => (align === 'r' ? '---:' : '---')))]
}
