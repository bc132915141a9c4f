import {accessSync, constants, statSync} from 'node:fs'
import {delimiter, join} from 'node:path'
import {PlanError} from '../errors.js'

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'] as const

/**
 * The browser that prints: the path asked for, else ECOM_PLAN_CHROMIUM, else the first of the usual commands on PATH.
 *
 * Throws PlanError, exit code 8, where none is found or where the one that was named cannot be run.
 */
export function findChromium(asked: string | undefined, env: Readonly<Record<string, string | undefined>>): string {
  const fromEnv = env['ECOM_PLAN_CHROMIUM']
  const named = asked ?? (fromEnv === '' ? undefined : fromEnv)
  if (named !== undefined) {
    if (isExecutable(named)) return named
    const by = asked === undefined ? 'ECOM_PLAN_CHROMIUM' : '--chromium'
    throw new PlanError('output', 'CHROMIUM_NOT_FOUND', `${by} names ${named}, which is no file that can be run`, {
      suggestions: [`give ${by} the path of Chromium or Chrome: command -v chromium google-chrome`],
    })
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const found = commands
    .flatMap((command) => folders.map((folder) => join(folder, command)))
    .find((path) => isExecutable(path))
  if (found !== undefined) return found
  throw new PlanError('output', 'CHROMIUM_NOT_FOUND', 'A PDF is printed by Chromium or Chrome, and none is on PATH', {
    suggestions: [
      'install one: apt-get install chromium, or brew install --cask chromium',
      'or name one: --chromium /path/to/chrome, or ECOM_PLAN_CHROMIUM',
      'or write the page with -o report.html and print it from any browser',
    ],
  })
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
