import {escapeHtml} from './escape-html.js'

/** A cell: text that is escaped, or markup that a part of this room made. */
export type HtmlCell = string | {html: string}
/** `isShort`: a word or two that no line break may cut. */
export type HtmlColumn = {label: string; isNumber?: boolean; isShort?: boolean}

/**
 * A table whose rows become labelled blocks on a phone. Labels and plain cells are escaped here; only `{html}` is taken
 * as it is.
 */
export function htmlTable(columns: readonly HtmlColumn[], rows: readonly (readonly HtmlCell[])[]): string {
  const head = columns.map((column) => `<th scope="col"${classOf(column)}>${escapeHtml(column.label)}</th>`)
  const body = rows.map((row) => {
    const cells = row.map((cell, i) => {
      const column = columns[i] ?? {label: ''}
      const content = typeof cell === 'string' ? escapeHtml(cell) : cell.html
      return `<td data-label="${escapeHtml(column.label)}"${classOf(column)}>${content}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table class="stack"><thead><tr>${head.join('')}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`
}

function classOf({isNumber, isShort}: HtmlColumn): string {
  return isNumber ? ' class="num"' : isShort ? ' class="short"' : ''
}

/** A card with a title and markup; `isLong` lets print break it over pages. */
export function card(title: string, content: readonly string[], {isLong = false}: {isLong?: boolean} = {}): string {
  return `<section class="card${isLong ? ' long' : ''}"><h2>${escapeHtml(title)}</h2>\n${content.filter((part) => part !== '').join('\n')}\n</section>`
}

/** A paragraph in the pale ink of explanations. */
export function muted(text: string): string {
  return `<p class="muted">${escapeHtml(text)}</p>`
}

/** A list of plain texts; nothing without items. */
export function bullets(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`
}
