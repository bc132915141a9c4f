import {readFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {type Document, isMap, parseDocument, visit} from 'yaml'
import {type Config, configSchema} from '../documents/config.js'
import {unsafeIn} from '../documents/unsafe-key.js'
import {PlanError} from '../errors.js'
import {checkConfig} from './config-checks.js'
import {type Finding, findingsOf} from './config-findings.js'
import {excerpt, type PlacedProblem, placeFinding, placeOffset} from './config-text.js'
import {shellQuoted} from './read-failure.js'

const mostBytes = 1024 * 1024
const example = 'ecom-plan forecast --config fixtures/bright-friday/ecom-plan.yaml'

/**
 * Reads and checks `ecom-plan.yaml`.
 *
 * `judgementNames` and `catalogEventIds` are the names that `judgements` and `events[].catalog` may use, and
 * `catalogDate` says when such an event is in a year (null: unknown). `folder` is what relative paths in the config start from. Throws CONFIG_MISSING, or CONFIG_INVALID that lists every problem with
 * line, column, the line itself and what was probably meant; its place is the first of them.
 */
export async function readConfig({
  path,
  judgementNames,
  catalogEventIds,
  catalogDate,
  assumed = null,
}: {
  path: string
  judgementNames: readonly string[]
  catalogEventIds: readonly string[]
  catalogDate: (eventId: string, year: number) => string | null
  /** Puts what is assumed in this run only into the plain value of a config that is sound without it. */
  assumed?: ((config: Config, value: unknown) => unknown) | null
}): Promise<{config: Config; path: string; folder: string; warnings: string[]}> {
  const text = decode(path, await readBytes(path))
  const doc = parseYaml(path, text)
  const syntax = doc.errors.map(({pos, code, message}) =>
    syntaxProblem({file: path, text, offset: pos[0], code, message}),
  )
  const problems = [...syntax, ...danglingAliases({file: path, text, doc})]
  if (problems.length > 0) throw invalid({path, text, problems})
  const value = plainValue(path, text, doc)
  const unsafe = unsafeIn(value)
  if (unsafe !== null) throw refused({path, what: unsafe, suggestions: ['take it out of the file']})
  const fail = (findings: readonly Finding[]) =>
    invalid({path, text, problems: findings.map((finding) => placeFinding({file: path, text, doc, finding}))})
  const result = configSchema.safeParse(value)
  if (!result.success) throw fail(findingsOf({issues: result.error.issues, value}))
  const findings = checkConfig({config: result.data, judgementNames, catalogEventIds, catalogDate})
  if (findings.length > 0) throw fail(findings)
  const warnings = doc.warnings.map(({pos, message}) => {
    const {place} = placeOffset({file: path, text, offset: pos[0], problem: {message}})
    return `${path}:${place.line}:${place.column} ${message}`
  })
  const config =
    assumed === null
      ? result.data
      : withAssumed({value: assumed(result.data, value), check: {judgementNames, catalogEventIds, catalogDate}})
  return {config, path, folder: dirname(path), warnings}
}

/** The config with what is assumed; what is wrong with it is the command line's fault, the file being sound. */
function withAssumed({
  value,
  check,
}: {
  value: unknown
  check: Omit<Parameters<typeof checkConfig>[0], 'config'>
}): Config {
  const result = configSchema.safeParse(value)
  const findings = result.success
    ? checkConfig({...check, config: result.data})
    : findingsOf({issues: result.error.issues, value})
  const [first] = findings
  if (result.success && first === undefined) return result.data
  const key = (first?.path ?? []).join('.').replace(/^tiers\./, '')
  const message = `--set ${key}: ${first?.message ?? 'not a value of it'}`
  throw new PlanError('usage', 'SET_INVALID', message, {
    suggestions: [
      ...(first?.hint === undefined ? [] : [first.hint]),
      'the values are those of ecom-plan.yaml: ecom-plan config schema',
    ],
  })
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw refused({path, code: 'CONFIG_MISSING', what: 'does not exist', suggestions: [example], cause})
    }
    if (code === 'EISDIR') {
      const inside = shellQuoted(join(path, 'ecom-plan.yaml'))
      throw refused({path, what: 'is a folder', suggestions: [`ecom-plan forecast --config ${inside}`], cause})
    }
    const next = `allow it: chmod u+r ${shellQuoted(path)}`
    throw refused({path, what: `cannot be read (${String(code)})`, suggestions: [next], cause})
  }
}

type Refusal = {path: string; code?: string; what: string; suggestions: string[]; cause?: unknown}

function refused({path, code = 'CONFIG_INVALID', what, suggestions, cause}: Refusal): PlanError {
  return new PlanError('config', code, `${path} ${what}`, {suggestions, place: {file: path}, cause})
}

/** The parser calls itself for each level, and takes the end of the stack for an error of the text. */
function parseYaml(path: string, text: string): Document {
  const doc = parseDocument(text, {prettyErrors: false})
  if (!doc.errors.some(({message}) => message.includes('call stack'))) return doc
  throw refused({path, what: 'is nested too deep', suggestions: [`compare it with an example: ${example}`]})
}

function decode(path: string, bytes: Buffer): string {
  if (bytes.length > mostBytes) {
    const what = `holds more than ${mostBytes / 1024} KiB, which no config does`
    throw refused({path, what, suggestions: [`compare it with an example: ${example}`]})
  }
  if (bytes.includes(0)) {
    const what = 'is not a YAML file: it holds bytes that are no text (UTF-16 is not read)'
    throw refused({path, what, suggestions: ['save it as UTF-8 text', example]})
  }
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (cause) {
    throw refused({path, what: 'is not UTF-8 text', suggestions: ['save it as UTF-8', example], cause})
  }
}

function plainValue(path: string, text: string, doc: Document): unknown {
  if (doc.contents === null || text.trim() === '') {
    throw refused({path, what: 'is empty', suggestions: [`begin with a copy: ${example}`]})
  }
  if (!isMap(doc.contents)) {
    throw refused({
      path,
      what: 'is not a config: expected keys and values such as service: my-shop',
      suggestions: [`compare it with an example: ${example}`],
    })
  }
  try {
    return doc.toJS()
  } catch (cause) {
    throw refused({
      path,
      what: 'refers to itself too often (YAML aliases)',
      suggestions: ['write the values out'],
      cause,
    })
  }
}

function danglingAliases({file, text, doc}: {file: string; text: string; doc: Document}): PlacedProblem[] {
  const problems: PlacedProblem[] = []
  visit(doc, {
    Alias(_key, alias) {
      if (alias.resolve(doc) !== undefined) return
      const problem = {
        message: `*${alias.source} refers to no &${alias.source}`,
        hint: 'Put a text that begins with * in quotes',
      }
      problems.push(placeOffset({file, text, offset: alias.range?.[0] ?? 0, problem}))
    },
  })
  return problems
}

type Syntax = {file: string; text: string; offset: number; code: string; message: string}

function syntaxProblem({file, text, offset, code, message}: Syntax): PlacedProblem {
  if (code !== 'DUPLICATE_KEY') return placeOffset({file, text, offset, problem: {message: `not YAML: ${message}`}})
  const key = /^[^\s:]+/.exec(text.slice(offset))?.[0] ?? 'a key'
  return placeOffset({file, text, offset, problem: {message: `${key} is there twice`, hint: 'Keep one of the two'}})
}

function invalid({path, text, problems}: {path: string; text: string; problems: readonly PlacedProblem[]}): PlanError {
  const order = (problem: PlacedProblem) => problem.place.line * 10_000 + problem.place.column
  const sorted = [...problems].sort((a, b) => order(a) - order(b))
  const [first] = sorted
  const blocks = sorted.map((problem) => excerpt(text, problem))
  const title = `${path} has ${sorted.length === 1 ? 'a problem' : `${sorted.length} problems`}`
  return new PlanError('config', 'CONFIG_INVALID', [title, ...blocks].join('\n\n'), {
    suggestions: [`${first?.next ?? 'correct it'} at ${path}:${first?.place.line}:${first?.place.column}`],
    place: first?.place ?? {file: path},
  })
}
