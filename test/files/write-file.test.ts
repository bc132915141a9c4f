import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import fc from 'fast-check'
import {afterAll, beforeEach, expect, test} from 'vitest'
import {writeFileAtomically} from '../../src/files/write-file.js'

const root = mkdtempSync(join(tmpdir(), 'ecom-plan-write-'))
afterAll(() => rmSync(root, {recursive: true}))
let folder = root
beforeEach(() => {
  folder = mkdtempSync(join(root, 'case-'))
})

test('writes any text whole, and leaves nothing else behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({unit: 'binary'}), async (text) => {
      await writeFileAtomically(join(folder, 'plan.json'), text)
      expect(readFileSync(join(folder, 'plan.json'))).toEqual(Buffer.from(text))
      expect(readdirSync(folder)).toEqual(['plan.json'])
    }),
    {numRuns: 20},
  )
})

test('keeps the permissions of the file it replaces, and a link stays a link', async () => {
  const real = join(folder, 'real.json')
  writeFileSync(real, 'old', {mode: 0o600})
  symlinkSync(real, join(folder, 'link.json'))
  await writeFileAtomically(join(folder, 'link.json'), 'new')
  expect(readFileSync(real, 'utf8')).toBe('new')
  expect(statSync(real).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder).sort()).toEqual(['link.json', 'real.json'])
})

test('a folder that is missing: exit 8, and the command that makes it', async () => {
  const path = join(folder, 'out', 'plan.json')
  await expect(writeFileAtomically(path, 'x')).rejects.toMatchObject({
    code: 'OUTPUT_FAILED',
    exitCode: 8,
    message: `${path} was not written: its folder does not exist`,
    suggestions: [`mkdir -p ${join(folder, 'out')}`],
  })
})

test('a target that is a folder: exit 8, and no temporary file', async () => {
  mkdirSync(join(folder, 'plan.json'))
  await expect(writeFileAtomically(join(folder, 'plan.json'), 'x')).rejects.toMatchObject({exitCode: 8})
  expect(readdirSync(folder)).toEqual(['plan.json'])
})

test('a device is written to, not replaced', async () => {
  await writeFileAtomically('/dev/null', 'x')
  expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
})
