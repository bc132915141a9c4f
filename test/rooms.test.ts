import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {expect, test} from 'vitest'

/** What each room may import besides itself. A room that is not in this table may not exist. */
const rooms: Record<string, readonly string[]> = {
  errors: [],
  catalog: [],
  documents: ['errors', 'zod'],
  core: ['catalog', 'documents', 'errors', 'simple-statistics'],
  report: ['catalog', 'documents', 'cli-table3', '@observablehq/plot', 'linkedom'],
  files: ['documents', 'errors', 'node:*', 'yaml', 'hyparquet'],
  loadtests: ['documents', 'errors', 'node:*'],
  aws: ['documents', 'errors', 'node:*', '@aws-sdk/*', '@smithy/*', 'proxy-agent'],
  store: ['documents', 'errors', 'node:*', '@aws-sdk/*'],
  archive: ['documents', 'errors', 'node:*', 'hyparquet*'],
  journal: ['documents', 'errors', 'node:*'],
  history: ['documents', 'errors', 'node:*'],
  workers: ['core', 'documents', 'node:*'],
  chromium: ['documents', 'errors', 'node:*'],
  notify: ['documents', 'errors', 'node:*'],
  shell: [
    'workers',
    'chromium',
    'notify',
    'store',
    'archive',
    'journal',
    'history',
    'aws',
    'catalog',
    'core',
    'documents',
    'errors',
    'files',
    'loadtests',
    'report',
    'node:*',
    '@oclif/core',
    '@inquirer/prompts',
  ],
  commands: [
    'shell',
    'archive',
    'aws',
    'catalog',
    'core',
    'documents',
    'errors',
    'files',
    'loadtests',
    'report',
    '@oclif/core',
  ],
}

const src = new URL('../src/', import.meta.url).pathname
const files = readdirSync(src, {recursive: true, encoding: 'utf8'}).filter((path) => path.endsWith('.ts'))
const read = (path: string) => readFileSync(join(src, path), 'utf8')
const roomOf = (path: string) => path.split('/')[0]?.replace(/\.[jt]s$/, '') ?? ''

/** Import specifiers of a file; the relative ones resolved to a path under src. */
function importsOf(code: string, path: string): string[] {
  const pattern = /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)|\bimport\s*\(?\s*['"`]([^'"`]+)/gm
  const specifiers = [...code.matchAll(pattern)].map((m) => m[1] ?? m[2] ?? '')
  return specifiers.map((name) => (name.startsWith('.') ? relative(src, join(src, dirname(path), name)) : name))
}

function mayImport(room: string, target: string): boolean {
  if (roomOf(target) === room) return room !== 'commands' // commands never import each other
  return (rooms[room] ?? []).some((name) =>
    name.endsWith('*') ? target.startsWith(name.slice(0, -1)) : target === name || roomOf(target) === name,
  )
}

const trespasses = (code: string, path: string) =>
  importsOf(code, path)
    .filter((target) => !mayImport(roomOf(path), target))
    .map((target) => `${path} may not import ${target}`)

test('every file lives in a known room', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((path) => !(roomOf(path) in rooms))).toEqual([])
})

test('rooms import only what the table allows', () => {
  expect(files.flatMap((path) => trespasses(read(path), path))).toEqual([])
})

test('the gate sees red: one trespass of each kind', () => {
  const seeds: [string, string][] = [
    ['core/forecast/x.ts', "import {readFile} from 'node:fs/promises'"],
    ['core/forecast/x.ts', "import * as z from 'zod'"],
    ['core/forecast/x.ts', "const a = await import('../../aws/clients.js')"],
    ['report/x.ts', "import {erlangC} from '../core/laws/erlang-c.js'"],
    ['aws/x.ts', "import type {A} from '../files/csv.js'"],
    ['documents/x.ts', "export {a} from '../core/x.js'"],
    ['catalog/x.ts', "import '../errors.js'"],
    ['commands/x.ts', "import Forecast from './forecast.js'"],
    ['commands/x.ts', "import {S3Client} from '@aws-sdk/client-s3'"],
  ]
  expect(seeds.filter(([path, code]) => trespasses(code, path).length !== 1)).toEqual([])
})

test('no file is longer than 250 lines', () => {
  expect(files.filter((path) => read(path).split('\n').length > 250)).toEqual([])
})
