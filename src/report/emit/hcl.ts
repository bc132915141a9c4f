import {asciiQuoted} from './ascii-json.js'

/** An expression of HCL that is no value, such as `var.active ? 1 : 0`. */
export type HclExpression = {expression: string}
type HclScalar = string | number | boolean
export type HclValue = HclScalar | HclExpression | readonly HclScalar[]

/** What stands in a block of HCL: an attribute, another block with its labels, or a line of comment. */
export type HclItem =
  | {attribute: string; value: HclValue}
  | {block: string; labels?: readonly string[]; body: readonly HclItem[]}
  | {comment: string}

/** `${` and `%{` begin a template in HCL, and a doubled sign is the sign itself. */
export function hclQuoted(text: string): string {
  return asciiQuoted(text, 'long').replaceAll(/([$%])\{/g, (sign) => sign[0] + sign)
}

/**
 * Lines of HCL as `terraform fmt` leaves them: two spaces a level, the equals signs of attributes that follow each other
 * in one column, and an empty line before and after each block.
 */
export function hclLines(items: readonly HclItem[], indent = ''): string[] {
  return items.flatMap((item, i) => {
    const previous = items[i - 1]
    const isApart = previous !== undefined && ('block' in item || 'block' in previous)
    const gap = isApart && !('comment' in previous) ? [''] : []
    if ('comment' in item) return [...gap, item.comment === '' ? `${indent}#` : `${indent}# ${item.comment}`]
    if ('attribute' in item) {
      const padded = item.attribute.padEnd(columnOf(items, i))
      return [...gap, `${indent}${padded} = ${valueText(item.value)}`]
    }
    const head = [item.block, ...(item.labels ?? []).map(hclQuoted)].join(' ')
    return [...gap, `${indent}${head} {`, ...hclLines(item.body, `${indent}  `), `${indent}}`]
  })
}

/**
 * The longest name of the attributes that an attribute stands among, without anything between them. One whose value goes
 * over several lines stands for itself.
 */
function columnOf(items: readonly HclItem[], at: number): number {
  const own = items[at]
  if (own !== undefined && 'attribute' in own && isLong(own.value)) return own.attribute.length
  const isAttribute = (i: number) => {
    const item = items[i]
    return item !== undefined && 'attribute' in item && !isLong(item.value)
  }
  let [first, last] = [at, at]
  while (isAttribute(first - 1)) first--
  while (isAttribute(last + 1)) last++
  return Math.max(...items.slice(first, last + 1).map((item) => ('attribute' in item ? item.attribute.length : 0)))
}

function isLong(value: HclValue): boolean {
  return typeof value === 'object' && 'expression' in value && value.expression.includes('\n')
}

function valueText(value: HclValue): string {
  if (typeof value === 'string') return hclQuoted(value)
  if (typeof value !== 'object') return String(value)
  if ('expression' in value) return value.expression
  return `[${value.map(valueText).join(', ')}]`
}

/** `MinAdjustmentMagnitude`, `minimumScalingStepSize` → as Terraform spells them. */
export function snakeCase(name: string): string {
  return name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

/**
 * AWS's own structure as attributes and blocks, members in snake case: a structure is a block, and so is each of a list
 * of structures, under the name that `rename` gives the list.
 */
export function hclOf(
  value: Readonly<Record<string, unknown>>,
  rename: Readonly<Record<string, string>> = {},
): HclItem[] {
  const items = Object.entries(value).flatMap(([name, member]): HclItem[] => {
    if (member === null || member === undefined) return []
    const key = rename[name] ?? snakeCase(name)
    if (Array.isArray(member) && member.some((one) => typeof one === 'object')) {
      return member.map((one) => ({block: key, body: hclOf(one as Record<string, unknown>, rename)}))
    }
    if (typeof member === 'object' && !Array.isArray(member)) {
      return [{block: key, body: hclOf(member as Record<string, unknown>, rename)}]
    }
    return [{attribute: key, value: member as HclScalar | HclScalar[]}]
  })
  return [...items.filter((item) => 'attribute' in item), ...items.filter((item) => !('attribute' in item))]
}
