import {configJsonSchema, configSchema} from '../documents/config.js'
import {nearestName} from '../documents/nearest-name.js'
import {allowedAt, valueAt, type YamlPath} from './config-schema-walk.js'
import {isSecretPath} from './secret-text.js'

/** One problem of the config: where (a path of keys, and whether the key or its value is meant), what, and what to type. */
export type Finding = {path: YamlPath; at: 'key' | 'value'; message: string; hint?: string; next?: string}

type Issue = NonNullable<ReturnType<typeof configSchema.safeParse>['error']>['issues'][number]

/**
 * Says in our words what zod found wrong with `value`, the parsed YAML.
 *
 * A missing key is not reported beside an unknown key that is its misspelling. Of a union, only the branch that fits
 * best is reported.
 */
export function findingsOf({issues, value}: {issues: readonly Issue[]; value: unknown}): Finding[] {
  const schema = configJsonSchema()
  const flat = issues.flatMap((issue) => flatten(issue, []))
  const unknown = flat.flatMap((issue) => unknownKeys({issue, schema, value}))
  const meant = new Set(unknown.map(({path, near}) => [...path.slice(0, -1), near].join('.')))
  const others = flat
    .filter((issue) => issue.code !== 'unrecognized_keys' && !meant.has(issue.path.join('.')))
    .map((issue) => describe(issue, value))
  return [...unknown.map(({near: _near, ...finding}) => finding), ...others]
}

/** Plain unions dissolved into the issues of their best branch, paths made absolute. */
function flatten(issue: Issue, base: YamlPath): Issue[] {
  const path = [...base, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{...issue, path}]
  const weight = (branch: readonly {path: PropertyKey[]}[]) =>
    branch.length + (branch.some((inner) => inner.path.length === 0 && isWrongType(inner)) ? 100 : 0)
  const best = [...issue.errors].sort((a, b) => weight(a) - weight(b))[0] ?? []
  return best.flatMap((inner) => flatten(inner as Issue, path))
}

const isWrongType = (issue: object) => 'code' in issue && issue.code === 'invalid_type'

function unknownKeys({issue, schema, value}: {issue: Issue; schema: unknown; value: unknown}) {
  if (issue.code !== 'unrecognized_keys') return []
  const allowed = allowedAt({schema, path: issue.path, value})
  const present = Object.keys(valueAt(value, issue.path) ?? {})
  const free = allowed.filter((key) => !present.includes(key))
  return issue.keys.map((key) => {
    const near = nearestName(key, free)
    return {
      path: [...issue.path, key],
      at: 'key' as const,
      near,
      message: `unknown key ${key}`,
      hint: near === undefined ? `Allowed here: ${allowed.join(', ')}` : `Did you mean ${near}?`,
      next: near === undefined ? `remove ${key}` : `write ${near} in place of ${key}`,
    }
  })
}

function describe(issue: Issue, root: unknown): Finding {
  const path = issue.path
  if (isSecretPath(path) && valueAt(root, path) !== undefined) {
    return {path, at: 'value', message: lowerFirst(issue.message)}
  }
  const value = valueAt(root, path)
  if (value === undefined && issue.code !== 'custom') return missing(issue)
  if (value === null) return {path, at: 'key', message: 'has no value'}
  if (issue.code === 'invalid_union') return choice(path, value, unionNames(issue))
  if (issue.code === 'invalid_value') return choice(path, value, issue.values.map(String))
  if (issue.code === 'invalid_key') {
    return {path, at: 'key', message: lowerFirst(issue.issues[0]?.message ?? issue.message)}
  }
  if (issue.code === 'invalid_type') return wrongType({path, root, expected: issue.expected})
  if (issue.code === 'invalid_format' && issue.format === 'date') {
    return {path, at: 'value', message: `${shown(value)} is not a date`, hint: 'Write it as 2026-11-27'}
  }
  const subject = shown(value)
  return {path, at: 'value', message: `${subject}${subject && ': '}${lowerFirst(issue.message)}`}
}

function missing(issue: Issue): Finding {
  const key = String(issue.path.at(-1) ?? '')
  const names = issue.code === 'invalid_value' ? issue.values.map(String) : unionNames(issue)
  const listed = names.length > 1 ? `one of ${names.join(', ')}` : names.join('')
  return {
    path: issue.path,
    at: 'key',
    message: 'is missing',
    hint: `Add ${key}: ${listed || '…'}`,
    next: `add ${key}: ${listed || '…'}`,
  }
}

/** The names that a discriminated union tells its branches by, such as the kinds of tier. */
function unionNames(issue: Issue): string[] {
  const options = 'options' in issue ? issue.options : undefined
  return Array.isArray(options) ? options.map(String) : []
}

function choice(path: YamlPath, value: unknown, names: readonly string[]): Finding {
  const near = nearestName(String(value), names)
  const message = `${shown(value)} is not known here, expected ${names.length > 1 ? 'one of ' : ''}${names.join(', ')}`
  if (near === undefined) return {path, at: 'value', message}
  return {path, at: 'value', message, hint: `Did you mean ${near}?`, next: `write ${near} in place of ${String(value)}`}
}

/** A number where text is expected: the text may need quotes, or (`400` for a duration) a unit. */
function wrongType({path, root, expected}: {path: YamlPath; root: unknown; expected: string}): Finding {
  const value = valueAt(root, path)
  const message = `expected ${nouns[expected] ?? expected}, found ${kindOf(value)} ${shown(value)}`.trimEnd()
  const isScalar = typeof value === 'number' || typeof value === 'boolean'
  if (expected !== 'string' || !isScalar) return {path, at: 'value', message}
  const asText = configSchema.safeParse(withValue(root, path, String(value)))
  const stillWrong = asText.error?.issues.find((issue) => issue.path.join('.') === path.join('.'))
  if (stillWrong === undefined) return {path, at: 'value', message, hint: 'Put it in quotes', next: 'put it in quotes'}
  return {path, at: 'value', message: `${shown(value)}: ${lowerFirst(stillWrong.message)}`}
}

function withValue(node: unknown, path: YamlPath, value: string): unknown {
  const [segment, ...rest] = path
  if (segment === undefined) return value
  const inner = withValue(valueAt(node, [segment]), rest, value)
  if (Array.isArray(node)) return node.map((item, index) => (index === segment ? inner : item))
  return {...(node as object), [segment]: inner}
}

const nouns: Record<string, string> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'keys and values',
  record: 'keys and values',
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'keys and values' : (nouns[typeof value] ?? 'the value')
}

const shown = (value: unknown) => (typeof value === 'object' ? '' : JSON.stringify(value).slice(0, 60))

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
