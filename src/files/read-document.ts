import {readFile} from 'node:fs/promises'
import {promisify} from 'node:util'
import {gunzip} from 'node:zlib'
import {parseDocument} from '../documents/parse.js'
import {unsafeIn} from '../documents/unsafe-key.js'
import {PlanError} from '../errors.js'
import {jsonFailureOffset} from './json-failure-offset.js'
import {readFailure, shellQuoted} from './read-failure.js'

/** More than any document of ours, and less than a text may have in Node. */
const mostBytes = 256 * 1024 * 1024

/** What parseDocument takes as a schema; only `documents` knows zod. */
type Schema<T> = Parameters<typeof parseDocument<T>>[0]['schema']

/**
 * Reads one of our JSON documents, plain or gzip (told by its first bytes, never by its name), and checks it.
 *
 * Throws FILE_MISSING, FILE_UNREADABLE (also of more than 256 MiB, unpacked), DOCUMENT_INVALID (no JSON, with line and
 * column; nested too deep or with keys of JavaScript's own; or not of this schema) and DOCUMENT_VERSION (another kind or
 * version of document).
 */
export async function readDocument<T>({path, schema}: {path: string; schema: Schema<T>}): Promise<T> {
  return documentOf({path, bytes: await readBytes(path), schema})
}

/** One of our JSON documents from the bytes of its file. Throws as readDocument does. */
export async function documentOf<T>({
  path,
  bytes,
  schema,
}: {
  path: string
  bytes: Buffer
  schema: Schema<T>
}): Promise<T> {
  const text = await textOf(path, bytes)
  const value = parseJson({path, text})
  const unsafe = unsafeIn(value)
  if (unsafe !== null) {
    throw new PlanError('data', 'DOCUMENT_INVALID', `${path} ${unsafe}`, {
      suggestions: ['make the file anew with ecom-plan'],
      place: {file: path},
    })
  }
  return parseDocument({schema, value, name: path})
}

/** The bytes of a file. Throws FILE_MISSING and FILE_UNREADABLE. */
export async function readBytes(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw readFailure({path, cause})
  }
}

async function textOf(path: string, raw: Buffer): Promise<string> {
  let bytes = raw
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    bytes = await promisify(gunzip)(bytes, {maxOutputLength: mostBytes}).catch((cause: unknown) => {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path)
      throw new PlanError('data', 'FILE_UNREADABLE', `${path} is a gzip file that is broken or cut off`, {
        suggestions: [`test it: gzip -t ${shellQuoted(path)}`],
        place: {file: path},
        cause,
      })
    })
  }
  if (bytes.length > mostBytes) throw tooLarge(path)
  return bytes.toString('utf8').replace(/^\uFEFF/, '')
}

function tooLarge(path: string): PlanError {
  return new PlanError('data', 'FILE_UNREADABLE', `${path} holds more than ${mostBytes / 1024 / 1024} MiB`, {
    suggestions: ['take metrics of that many series from an archive: ecom-plan pull'],
    place: {file: path},
  })
}

function parseJson({path, text}: {path: string; text: string}): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const before = text.slice(0, jsonFailureOffset(text))
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    const what =
      text.trim() === '' ? 'is empty' : before.length === text.length ? 'is JSON that is cut off' : 'is not JSON'
    throw new PlanError('data', 'DOCUMENT_INVALID', `${path} ${what}, at line ${line}, column ${column}`, {
      suggestions: [
        `look at it: sed -n ${line}p ${shellQuoted(path)} | cut -c1-200`,
        'or make the file anew with ecom-plan',
      ],
      place: {file: path, line, column},
      cause,
    })
  }
}
