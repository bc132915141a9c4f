import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, expect, test} from 'vitest'
import {PlanError} from '../../src/errors.js'
import {readConfig} from '../../src/files/read-config.js'
import {driverMistakes} from './config-driver-mistakes.js'
import {good, mistakes} from './config-mistakes.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-config-'))
afterAll(() => rmSync(folder, {recursive: true}))
const path = join(folder, 'ecom-plan.yaml')
const names = {
  judgementNames: ['cpuLimitRatio', 'iopsLimitRatio'],
  catalogEventIds: ['black-friday', 'cyber-monday'],
  catalogDate: (_: string, year: number) => (year === 2025 ? '2025-11-28' : null),
}

const read = (content: string | Buffer) => {
  writeFileSync(path, content)
  return readConfig({path, ...names})
}
async function failure(content: string | Buffer): Promise<PlanError> {
  const error = await read(content).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof PlanError) return error
  throw new Error(`expected a PlanError, got ${String(error)}`)
}
const edited = (from: string, to: string) => {
  expect(good).toContain(from)
  return good.replace(from, to)
}
/** The message without the file name, which is a temporary one here. */
const told = ({message}: PlanError) => message.replaceAll(path, 'ecom-plan.yaml')

test('reads a good config, with durations in seconds and shares as ratios', async () => {
  const read1 = await read(good)
  expect(read1).toMatchObject({path, folder, warnings: [], config: {slo: {p95ResponseTimeS: 0.4, errorRatio: 0.001}}})
  expect((await read(`\uFEFF${good.replaceAll('\n', '\r\n')}`)).config).toEqual(read1.config)
})

test('an unknown key: place, line, caret, what was meant, and what to type', async () => {
  const error = await failure(edited('resource: shop/checkout', 'resorce: shop/checkout'))
  expect(told(error)).toBe(
    [
      'ecom-plan.yaml has a problem',
      '',
      'ecom-plan.yaml:22:5  tiers.checkout.resorce: unknown key resorce',
      '    22 |     resorce: shop/checkout',
      '       |     ^',
      '         Did you mean resource?',
    ].join('\n'),
  )
  expect(error).toMatchObject({
    code: 'CONFIG_INVALID',
    exitCode: 78,
    place: {file: path, line: 22, column: 5, field: 'tiers.checkout.resorce'},
    suggestions: [`write resource in place of resorce at ${path}:22:5`],
  })
})

test.each([...mistakes, ...driverMistakes])('%s', async (_, from, to, place, said) => {
  const error = await failure(edited(from, to))
  expect(error).toMatchObject({kind: 'config', code: 'CONFIG_INVALID', exitCode: 78})
  expect(`${error.place?.line}:${error.place?.column}`).toBe(place)
  expect(told(error)).toContain('ecom-plan.yaml has a problem\n')
  for (const words of said) expect(told(error)).toContain(words)
  expect(error.suggestions[0]).toContain(`${path}:${place}`)
})

test('all problems are listed, in the order of the file, and the first is the place', async () => {
  const error = await failure(edited('kind: asg', 'kind: asgg').replace('level: origin', 'level: orgin'))
  expect(told(error)).toMatch(/^ecom-plan.yaml has 2 problems\n\necom-plan.yaml:8:10 [\s\S]+\n\necom-plan.yaml:18:11 /)
  expect(error.place).toMatchObject({line: 8, column: 10})
})

test('a tab before the caret is kept, so that the caret stands under its column', async () => {
  const error = await failure(edited('service: shop', 'service:\t42'))
  expect(told(error)).toContain('\n     2 | service:\t42\n       |         \t^')
})

test.each([
  ['a past date of the calendar', 'catalog: black-friday', 'censored: [2025-11-28]'],
  ['one of its own', 'date: 2026-11-27\n    previous: [2025-11-20]', 'censored: [2025-11-20]'],
  ['a likeness to the calendar', 'date: 2026-11-27', 'like: {event: cyber-monday}'],
  ['none', 'catalog: black-friday', 'censored: false'],
])('names that exist are no problem: %s', async (_, event, more) => {
  const {config} = await read(edited('catalog: black-friday', `${event}\n    ${more}`))
  expect(config.events).toHaveLength(1)
})

test('a file that is missing: the command that shows an example', async () => {
  const missing = join(folder, 'other.yaml')
  await expect(readConfig({path: missing, ...names})).rejects.toMatchObject({
    code: 'CONFIG_MISSING',
    exitCode: 78,
    message: `${missing} does not exist`,
    suggestions: ['ecom-plan forecast --config fixtures/bright-friday/ecom-plan.yaml'],
    place: {file: missing},
  })
})

test('a folder, an empty file, comments only, a picture, UTF-16, Latin-1 and a bare text', async () => {
  await expect(readConfig({path: folder, ...names})).rejects.toMatchObject({
    exitCode: 78,
    suggestions: [`ecom-plan forecast --config ${join(folder, 'ecom-plan.yaml')}`],
  })
  const others: [string | Buffer, string][] = [
    ['', 'is empty'],
    ['# nothing yet\n', 'is empty'],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'is not a YAML file'],
    [Buffer.from(good, 'utf16le'), 'is not a YAML file'],
    [Buffer.from('service: caf\xe9', 'latin1'), 'is not UTF-8'],
    ['just words', 'is not a config'],
    ['- a\n- b', 'is not a config'],
  ]
  for (const [content, said] of others) {
    const error = await failure(content)
    expect(error).toMatchObject({kind: 'config', exitCode: 78, place: {file: path}})
    expect(error.message).toContain(`${path} ${said}`)
    expect(error.suggestions.length).toBeGreaterThan(0)
  }
})

test('no edit of a config throws anything but a PlanError with a place', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length), fc.nat(12), fc.string({maxLength: 6}), async (at, cut, insert) => {
      const content = good.slice(0, at) + insert + good.slice(at + cut)
      const error = await read(content).then(
        () => undefined,
        (thrown: unknown) => thrown,
      )
      if (error === undefined) return
      expect(error).toBeInstanceOf(PlanError)
      expect(error).toMatchObject({kind: 'config', exitCode: 78, place: {file: path}})
      expect((error as PlanError).suggestions.length).toBeGreaterThan(0)
    }),
  )
}, 120_000)

test('a key of JavaScript, too many levels, too many bytes and aliases of aliases are refused', async () => {
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    expect(told(await failure(`${good}\n${key}: {isAdmin: true}\n`))).toContain(`has the key ${key}`)
  }
  expect(told(await failure(`${good}\nx: ${'['.repeat(65)}${']'.repeat(65)}\n`))).toContain('more than 64 levels')
  expect(told(await failure(`${good}\nx: ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`))).toMatch(/nested/)
  expect(told(await failure(`${good}\n#${' '.repeat(1024 * 1024)}\n`))).toContain('more than 1024 KiB')
  const bomb = Array.from({length: 9}, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)
  expect(told(await failure(`${good}\na0: &a0 [x]\n${bomb.join('\n')}\n`))).toContain('refers to itself too often')
  expect({}).not.toHaveProperty('isAdmin')
})
