import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import fc from 'fast-check'
import {afterAll, expect, test} from 'vitest'
import {trafficSchema} from '../../src/documents/traffic.js'
import {jsonFailureOffset} from '../../src/files/json-failure-offset.js'
import {readDocument} from '../../src/files/read-document.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-document-'))
afterAll(() => rmSync(folder, {recursive: true}))
const path = join(folder, 'traffic.json')
const traffic = {
  schema: 'ecom-plan.traffic/v1',
  capturedAt: '2026-11-23T11:00:00Z',
  level: 'edge',
  sources: ['traffic.csv'],
  windows: [{periodS: 60, startAt: '2026-11-23T10:58:00Z', values: [1, null]}],
}
const text = JSON.stringify(traffic)
const read = (content: string | Buffer) => {
  writeFileSync(path, content)
  return readDocument({path, schema: trafficSchema})
}

test.each([
  ['plain', text],
  ['with a byte-order mark', `\uFEFF${text}`],
  ['gzip under any name', gzipSync(text)],
])('reads a document: %s', async (_, content) => {
  expect(await read(content)).toEqual(traffic)
})

test.each([
  ['', 'is empty, at line 1, column 1'],
  ['{"schema":\n  "a", b}', 'is not JSON, at line 2, column 8'],
  [text.slice(0, -20), `is JSON that is cut off, at line 1, column ${text.length - 19}`],
  [`${text}}`, `is not JSON, at line 1, column ${text.length + 1}`],
])('what is not JSON says where: %s', async (content, what) => {
  await expect(read(content)).rejects.toMatchObject({
    code: 'DOCUMENT_INVALID',
    exitCode: 3,
    message: `${path} ${what}`,
    place: {file: path},
  })
})

test('another version, a wrong field, a broken gzip file, a missing file and a folder: exit 3, each with its place', async () => {
  const newer = JSON.stringify({...traffic, schema: 'ecom-plan.traffic/v2'})
  await expect(read(newer)).rejects.toMatchObject({code: 'DOCUMENT_VERSION', exitCode: 3, place: {field: 'schema'}})
  const wrong = JSON.stringify({...traffic, level: 'moon'})
  await expect(read(wrong)).rejects.toMatchObject({code: 'DOCUMENT_INVALID', exitCode: 3, place: {field: 'level'}})
  await expect(read(gzipSync(text).subarray(0, 40))).rejects.toMatchObject({code: 'FILE_UNREADABLE', exitCode: 3})
  const missing = join(folder, 'no such file.json')
  await expect(readDocument({path: missing, schema: trafficSchema})).rejects.toMatchObject({
    code: 'FILE_MISSING',
    exitCode: 3,
    suggestions: [`check the path: ls '${missing}'`],
  })
  await expect(readDocument({path: folder, schema: trafficSchema})).rejects.toMatchObject({code: 'FILE_UNREADABLE'})
})

test('a text cut anywhere fails at its end, or at the token that was cut', () => {
  fc.assert(
    fc.property(fc.json({maxDepth: 3}), fc.nat(), (json, at) => {
      const cut = json.slice(0, at % json.length)
      if (isJson(cut)) return
      const offset = jsonFailureOffset(cut)
      expect(cut.slice(offset)).toMatch(/^("|[-\d.eE]|t|f|n|$)/)
      expect(isJson(cut.slice(offset))).toBe(false)
    }),
  )
})

test('a stray character is found where it was put', () => {
  fc.assert(
    fc.property(fc.json({maxDepth: 3}), (json) => {
      expect(jsonFailureOffset(`{"good": ${json}, @}`)).toBe(json.length + 11)
    }),
  )
})

function isJson(candidate: string): boolean {
  try {
    JSON.parse(candidate)
    return true
  } catch {
    return false
  }
}

test.each(['__proto__', 'constructor', 'prototype'])('the key %s is refused, however deep it stands', async (key) => {
  const content = text.replace('"values"', `"inner":[{"${key}":{"isAdmin":true}}],"values"`)
  await expect(read(content)).rejects.toMatchObject({
    code: 'DOCUMENT_INVALID',
    message: `${path} has the key windows.0.inner.0.${key}, which is refused everywhere`,
  })
  expect({}).not.toHaveProperty('isAdmin')
})

test('what is nested too deep is refused, and what is packed too well', {timeout: 120_000}, async () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  await expect(read(deep)).rejects.toMatchObject({
    code: 'DOCUMENT_INVALID',
    message: expect.stringContaining('nested more than 64 levels'),
  })
  const bomb = gzipSync(Buffer.alloc(257 * 1024 * 1024, 32))
  await expect(read(bomb)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    message: expect.stringContaining('more than 256 MiB'),
  })
})
