import {chmodSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {readSecret, type SecretSources} from '../../src/notify/read-secret.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-secret-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const canary = 'cAnArYsEcReT'
const warnings: {code: string; message: string}[] = []
const sources: SecretSources = {
  env: {HOOK: `${canary}\n`, EMPTY: ' ', TWO: `${canary}\r\nx-evil: 1`, JSON: JSON.stringify({url: canary, n: 1})},
  folder,
  readParameter: async (name) => `parameter ${name}`.replaceAll(' ', ':'),
  readSecretValue: async (name) => JSON.stringify({url: `secret:${name}`}),
  onWarning: (warning) => warnings.push(warning),
}

function put(name: string, mode: number): string {
  writeFileSync(join(folder, name), `${canary}\n`)
  chmodSync(join(folder, name), mode)
  return name
}

test('each place gives its secret, without the line break behind it', async () => {
  expect(await readSecret('env:HOOK', sources)).toBe(canary)
  expect(await readSecret(`file:${put('closed', 0o600)}`, sources)).toBe(canary)
  expect(await readSecret(`file:${join(folder, put('whole', 0o600))}`, sources)).toBe(canary)
  expect(await readSecret('ssm:/shop/slack', sources)).toBe('parameter:/shop/slack')
  expect(await readSecret('secretsmanager:shop/slack#url', sources)).toBe('secret:shop/slack')
  expect(await readSecret('env:JSON#url', sources)).toBe(canary)
  expect(warnings).toEqual([])
})

test('a file that others may read is said to be one', async () => {
  expect(await readSecret(`file:${put('open', 0o644)}`, sources)).toBe(canary)
  expect(warnings.splice(0)).toEqual([
    {
      code: 'SECRET_FILE_OPEN',
      message: 'others than you may read open, which holds a secret (mode 644): chmod 600 open',
    },
  ])
})

test.each([
  ['env:NOT_THERE', 'the environment has no NOT_THERE'],
  ['env:EMPTY', 'it is empty'],
  ['env:TWO', 'it holds white space'],
  ['env:HOOK#url', 'no JSON'],
  ['env:JSON#n', 'no text under n'],
  ['env:JSON#constructor', 'no text under constructor'],
  ['file:nowhere', 'ENOENT'],
  ['file:.', 'EISDIR'],
])('%s cannot be read, and nothing of it is said', async (reference, why) => {
  const failure = await readSecret(reference, sources).then(
    () => null,
    (error) => error,
  )
  expect(failure).toMatchObject({code: 'SECRET_MISSING', exitCode: 8})
  expect(failure.message).toContain(why)
  expect(JSON.stringify([failure.message, failure.suggestions, failure.stack])).not.toContain(canary)
})
