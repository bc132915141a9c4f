import {readdirSync, readFileSync} from 'node:fs'
import {expect, test} from 'vitest'

const laws = new URL('../../../src/core/laws/', import.meta.url)
const files = readdirSync(laws).filter((name) => name.endsWith('.ts'))

test('there are laws', () => {
  expect(files.length).toBeGreaterThan(10)
})

test.each(files)('%s cites a source and its examples are true', async (name) => {
  const code = readFileSync(new URL(name, laws), 'utf8')
  expect(code).toMatch(/@source \S+/)
  const examples = [...code.matchAll(/@example (.+) \/\/ => (.+)/g)]
  expect(examples.length).toBeGreaterThan(0)
  const law: Record<string, unknown> = await import(new URL(name, laws).href)
  for (const [, call = '', result = ''] of examples) {
    const evaluate = new Function(...Object.keys(law), `return ${call}`)
    expect(evaluate(...Object.values(law)), call).toBeCloseTo(Number(result), 6)
  }
})
