import {escapeHtml} from './escape-html.js'

/** A cell: text that is escaped, or markup that a part of this room made. */
export type HtmlCell = string | {html: string}
/** `isShort`: a word or two that no line break may cut. */
export type HtmlColumn = {label: string; isNumber?: boolean; isShort?: boolean}

/**
 * A table whose rows become labelled blocks on a phone, unless `staysTable`: few short columns. Labels and plain cells are
 * escaped here; only `{html}` is taken as it is.
 */
export function htmlTable(
  columns: readonly HtmlColumn[],
  rows: readonly (readonly HtmlCell[])[],
  {staysTable = false}: {staysTable?: boolean} = {},
): string {
  const body = rows.map((row) => {
    const cells = row.map((cell, i) => {
      const column = columns[i] ?? {label: ''}
      return `<td data-label="${escapeHtml(column.label)}"${classOf(column)}>${cellText(cell)}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return tableOf(staysTable ? 'small' : 'stack', columns, body)
}

/** A table that stays one on a phone and scrolls inside its own box: many rows of few short cells. Its name is unique. */
export function numbersTable(
  name: string,
  columns: readonly HtmlColumn[],
  rows: readonly (readonly HtmlCell[])[],
): string {
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell, i) => `<td${classOf(columns[i] ?? {label: ''})}>${cellText(cell)}</td>`).join('')}</tr>`,
  )
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(name)}">${tableOf('dense', columns, body)}</div>`
}

function tableOf(name: string, columns: readonly HtmlColumn[], body: readonly string[]): string {
  const head = columns.map(({label, ...column}) =>
    label === ''
      ? `<td${classOf({label, ...column})}></td>`
      : `<th scope="col"${classOf({label, ...column})}>${escapeHtml(label)}</th>`,
  )
  return `<table class="${name}"><thead><tr>${head.join('')}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`
}

function cellText(cell: HtmlCell): string {
  return typeof cell === 'string' ? escapeHtml(cell) : cell.html
}

function classOf({isNumber, isShort}: HtmlColumn): string {
  return isNumber ? ' class="num"' : isShort ? ' class="short"' : ''
}

/** A card with a title and markup; `isLong` lets print break it over pages. */
export function card(
  title: string,
  content: readonly string[],
  {isLong = false, name = ''}: {isLong?: boolean; name?: string} = {},
): string {
  const classes = ['card', ...(isLong ? ['long'] : []), ...(name === '' ? [] : [name])].join(' ')
  return `<section class="${classes}"><h2>${escapeHtml(title)}</h2>\n${content.filter((part) => part !== '').join('\n')}\n</section>`
}

/** Cards beside each other where there is room; one alone takes it all, and none is nothing. */
export function pair(...cards: readonly string[]): string {
  const some = cards.filter((part) => part !== '')
  return some.length > 1 ? `<div class="pair">\n${some.join('\n')}\n</div>` : (some[0] ?? '')
}

/** A paragraph in the pale ink of explanations. */
export function muted(text: string): string {
  return `<p class="muted">${escapeHtml(text)}</p>`
}

/** What is folded away until a reader asks; `isPrinted` opens it on paper. Nothing without content. */
export function folded(summary: string, content: string, {isPrinted = false}: {isPrinted?: boolean} = {}): string {
  if (content === '') return ''
  return `<details${isPrinted ? ' class="printed"' : ''}><summary>${escapeHtml(summary)}</summary>${content}</details>`
}

/** A list of plain texts; nothing without items. */
export function bullets(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`
}

/** What to do or type next: a command stands in the type of commands. */
export function nextStep(text: string): string {
  const safe = escapeHtml(text)
  return /^(ecom-plan|aws) /.test(text) ? `<code>${safe}</code>` : safe
}
