import {type Document, isAlias, isMap, isScalar, isSeq, type Node} from 'yaml'
import type {Place} from '../errors.js'
import type {Finding} from './config-findings.js'
import type {YamlPath} from './config-schema-walk.js'
import {withoutSecrets} from './secret-text.js'

/** A problem at a place in the text. */
export type PlacedProblem = Omit<Finding, 'path' | 'at'> & {place: Place & {line: number; column: number}}

/** Finds where a finding stands in the YAML: its key or value, or the nearest thing around it that is there. */
export function placeFinding({
  file,
  text,
  doc,
  finding,
}: {
  file: string
  text: string
  doc: Document
  finding: Finding
}) {
  const {path, at, ...rest} = finding
  return placeOffset({file, text, offset: offsetOf(doc, path, at), field: path.map(String).join('.'), problem: rest})
}

export function placeOffset({
  file,
  text,
  offset,
  field,
  problem,
}: {
  file: string
  text: string
  offset: number
  field?: string
  problem: Omit<Finding, 'path' | 'at'>
}): PlacedProblem {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  const column = before.length - before.lastIndexOf('\n')
  return {...problem, place: {file, line, column, ...(field ? {field} : {})}}
}

const shownColumns = 240

/**
 * The problem as a person reads it: place and sentence, the line of the file, a caret under the column, and the hint.
 */
export function excerpt(text: string, {place, message, hint}: PlacedProblem): string {
  const whole = withoutSecrets((text.split('\n')[place.line - 1] ?? '').replace(/\r$/, ''))
  // Of a line of many thousand characters only what is around the caret.
  const from = Math.max(0, place.column - 1 - shownColumns / 2)
  const line = whole.length > shownColumns ? whole.slice(from, from + shownColumns) : whole
  const gutter = String(place.line).padStart(6)
  const indent = line.slice(0, place.column - 1 - (line === whole ? 0 : from)).replace(/[^\t]/g, ' ')
  const field = place.field === undefined ? '' : `${place.field}: `
  return [
    `${place.file}:${place.line}:${place.column}  ${field}${message}`,
    `${gutter} | ${line}`,
    `${' '.repeat(gutter.length)} | ${indent}^`,
    ...(hint === undefined ? [] : [`${' '.repeat(gutter.length)}   ${hint}`]),
  ].join('\n')
}

function offsetOf(doc: Document, path: YamlPath, at: Finding['at']): number {
  let node: unknown = doc.contents
  let offset = start(node)
  for (const [index, segment] of path.entries()) {
    const step = enter(isAlias(node) ? node.resolve(doc) : node, segment)
    if (step === undefined) return offset
    const isLast = index === path.length - 1
    offset = isLast && at === 'value' ? start(step.value, step.offset) : step.offset
    node = step.value
  }
  return offset
}

const start = (node: unknown, otherwise = 0) => (node as Node | null)?.range?.[0] ?? otherwise

function enter(node: unknown, segment: PropertyKey): {offset: number; value: unknown} | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({key}) => String(isScalar(key) ? key.value : key) === String(segment))
    return pair === undefined ? undefined : {offset: start(pair.key), value: pair.value}
  }
  const item = isSeq(node) ? node.items[Number(segment)] : undefined
  return item === undefined ? undefined : {offset: start(item), value: item}
}
