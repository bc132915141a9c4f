import {readFile, stat} from 'node:fs/promises'
import {isAbsolute, join} from 'node:path'
import {PlanError} from '../errors.js'

/** Where secrets are read from. The two of AWS are calls of another edge. */
export type SecretSources = {
  env: Readonly<Record<string, string | undefined>>
  /** What a relative `file:` lies in: the folder of the config. */
  folder: string
  readParameter: (name: string) => Promise<string>
  readSecretValue: (name: string) => Promise<string>
  onWarning: (warning: {code: string; message: string}) => void
}

/**
 * The secret that a reference of the config points to, without white space at its ends; `#KEY` behind it takes that key
 * of a JSON object. Throws SECRET_MISSING where there is none, and what AWS answers; neither says a word of what was read.
 */
export async function readSecret(reference: string, sources: SecretSources): Promise<string> {
  const [, scheme = '', rest = ''] = /^(\w+):(.*)$/s.exec(reference) ?? []
  const [place = '', key] = rest.split('#')
  const text = (await readWhole(scheme, place, sources)).trim()
  const secret = key === undefined ? text : keyOf(text, key, reference)
  if (secret === '') throw missing(reference, 'it is empty')
  // A line break in a header or URL would be another header.
  if (/[\s\p{Cc}]/u.test(secret)) throw missing(reference, 'it holds white space: one line was expected')
  return secret
}

async function readWhole(scheme: string, place: string, sources: SecretSources): Promise<string> {
  if (scheme === 'ssm') return sources.readParameter(place)
  if (scheme === 'secretsmanager') return sources.readSecretValue(place)
  if (scheme === 'file') return readFileSecret(place, sources)
  const value = sources.env[place]
  if (value === undefined) throw missing(`env:${place}`, `the environment has no ${place}`)
  return value
}

async function readFileSecret(place: string, {folder, onWarning}: SecretSources): Promise<string> {
  const path = isAbsolute(place) ? place : join(folder, place)
  let text: string
  let mode: number
  try {
    mode = (await stat(path)).mode
    text = await readFile(path, 'utf8')
  } catch (error) {
    const {code = 'it cannot be read'} = error as {code?: string}
    throw missing(`file:${place}`, code)
  }
  // Windows has no such modes, and says that everybody may read.
  if ((mode & 0o077) !== 0 && process.platform !== 'win32') {
    const octal = (mode & 0o777).toString(8).padStart(3, '0')
    onWarning({
      code: 'SECRET_FILE_OPEN',
      message: `others than you may read ${place}, which holds a secret (mode ${octal}): chmod 600 ${place}`,
    })
  }
  return text
}

function keyOf(text: string, key: string, reference: string): string {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw missing(reference, 'what is there is no JSON, so that it has no keys')
  }
  const value =
    typeof parsed === 'object' && parsed !== null && Object.hasOwn(parsed, key) ? Object.entries(parsed) : []
  const found = value.find(([name]) => name === key)?.[1]
  if (typeof found !== 'string') throw missing(reference, `the JSON there has no text under ${key}`)
  return found
}

function missing(reference: string, why: string): PlanError {
  return new PlanError('output', 'SECRET_MISSING', `the secret at ${reference} cannot be read: ${why}`, {
    suggestions: [
      'put it there, or name another place under notify in ecom-plan.yaml',
      'ecom-plan report --notify-test',
    ],
  })
}
