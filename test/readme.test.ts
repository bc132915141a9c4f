import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {exitCodes} from '../src/errors.js'
import {exampleFolder} from './example-run.js'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the screen in README.md is the one that the example gives', () => {
  const quoted = /<!-- screen: [^>]*-->\n```text\n([\s\S]*?)```/.exec(readme)?.[1]
  expect(quoted).toBe(readFileSync(`${exampleFolder('bright-friday')}screen.txt`, 'utf8'))
})

test('README.md names every exit code', () => {
  const codes = Object.values(exitCodes).filter((code) => !new RegExp(`^\\| ${code} \\|`, 'm').test(readme))
  // Kept for a version that writes.
  expect(codes).toEqual([exitCodes.partial, exitCodes.unconfirmed])
})
