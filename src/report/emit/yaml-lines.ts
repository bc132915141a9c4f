import {asciiQuoted} from './ascii-json.js'

/**
 * A value as block YAML, two spaces a level. Texts are in double quotes and in ASCII, so that no version of YAML reads a
 * name as a number, a truth or a date; keys are those of AWS and stand as they are.
 */
export function yamlLines(value: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(value).flatMap(([key, member]) => {
    if (member === undefined || member === null) return []
    const isPlain = /^[A-Za-z][A-Za-z0-9:]*$/.test(key) && !key.endsWith(':')
    return entryLines(`${isPlain ? key : asciiQuoted(key, 'long')}:`, member)
  })
}

function entryLines(head: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [`${head} ${scalar(value)}`]
  if (Array.isArray(value)) return value.length === 0 ? [`${head} []`] : [head, ...listLines(value).map(deeper)]
  const lines = yamlLines(value as Record<string, unknown>)
  return lines.length === 0 ? [`${head} {}`] : [head, ...lines.map(deeper)]
}

function listLines(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (typeof value !== 'object' || value === null) return [`- ${scalar(value)}`]
    const [first, ...rest] = Array.isArray(value) ? listLines(value) : yamlLines(value as Record<string, unknown>)
    return [`- ${first ?? (Array.isArray(value) ? '[]' : '{}')}`, ...rest.map(deeper)]
  })
}

const deeper = (line: string) => `  ${line}`

/** `AWS::RDS::DBInstance` stands bare, as people write it. */
const scalar = (value: unknown) =>
  typeof value === 'string' && !/^AWS(::[A-Za-z0-9]+)+$/.test(value) ? asciiQuoted(value, 'long') : String(value)
