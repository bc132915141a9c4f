import {execFileSync} from 'node:child_process'
import {accessSync, constants} from 'node:fs'
import {delimiter, join} from 'node:path'
import {describe, test} from 'vitest'

type Search = {command: string; probe?: readonly string[]}

/** The command of each outside tool, and the arguments that succeed only where the tool can do what a test asks. */
const searches = {
  chromium: {command: 'chromium'},
  octave: {command: 'octave-cli', probe: ['--quiet', '--no-gui', '--eval', 'pkg load queueing']},
  simpy: {command: 'python3', probe: ['-c', 'import simpy']},
  moto: {command: 'moto_server'},
  aws: {command: 'aws'},
  terraform: {command: 'terraform', probe: ['version']},
  'cfn-lint': {command: 'cfn-lint', probe: ['--version']},
  shellcheck: {command: 'shellcheck', probe: ['--version']},
} satisfies Record<string, Search>

type Tool = keyof typeof searches

const required = (process.env['ECOM_PLAN_REQUIRE_TOOLS'] ?? '').split(',').filter((name) => name !== '')
for (const name of required) {
  if (!Object.hasOwn(searches, name)) throw new Error(`ECOM_PLAN_REQUIRE_TOOLS names ${name}, a tool no test knows`)
}

/**
 * Tests against outside tools. `body` declares them and is handed the path of each tool. Where one is missing they are
 * skipped, with one line that says so; where the environment variable ECOM_PLAN_REQUIRE_TOOLS (comma separated) names
 * the missing one, a failing test takes their place.
 */
export function describeWith<T extends Tool>(
  tools: readonly T[],
  title: string,
  body: (paths: Record<T, string>) => void,
): void {
  const found = tools.map((name) => [name, findTool(name)] as const)
  const missing = found.filter(([, path]) => path === null).map(([name]) => name)
  if (missing.length === 0) {
    describe(title, () => body(Object.fromEntries(found) as Record<T, string>))
    return
  }
  const absence = `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not installed`
  const isRequired = missing.some((name) => required.includes(name))
  process.stderr.write(`${isRequired ? 'required' : 'skipped'}: ${absence} (${title})\n`)
  describe(title, () => {
    test.skipIf(!isRequired)(`needs ${tools.join(' and ')}`, () => {
      throw new Error(`${absence}, and ECOM_PLAN_REQUIRE_TOOLS names it`)
    })
  })
}

/** The first command on PATH that passes the tool's probe. A machine may have two Pythons, one of them with SimPy. */
function findTool(name: Tool): string | null {
  const {command, probe}: Search = searches[name]
  const candidates = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, command))
    .filter(isExecutable)
  return candidates.find((path) => probe === undefined || succeeds(path, probe)) ?? null
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function succeeds(path: string, args: readonly string[]): boolean {
  try {
    execFileSync(path, args, {stdio: 'ignore', timeout: 30_000})
    return true
  } catch {
    return false
  }
}
