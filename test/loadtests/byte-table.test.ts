import {expect, test} from 'vitest'
import {ByteTable, hashBytes} from '../../src/loadtests/byte-table.js'

function table(mostNames?: number) {
  const names: string[] = []
  const byBytes = new ByteTable((name) => names.push(name.toString('utf8')) - 1, mostNames)
  const numberOf = (name: string) => {
    const bytes = Buffer.from(`..${name}..`)
    return byBytes.numberAt(bytes, 2, bytes.length - 2)
  }
  return {names, numberOf, byBytes}
}

/** Two names of one hash, from as many as are likely to have such a pair. */
function alike(): [string, string] {
  const byHash = new Map<number, string>()
  let state = 20_261_127
  for (let i = 0; i < 1_000_000; i++) {
    let name = ''
    for (let letter = 0; letter < 12; letter++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      name += String.fromCharCode(97 + ((state >>> 16) % 26))
    }
    const hash = hashBytes(Buffer.from(name), 0, name.length)
    const other = byHash.get(hash)
    if (other !== undefined && other !== name) return [other, name]
    byHash.set(hash, name)
  }
  throw new Error('no two names of one hash')
}

test('names of one hash keep apart', () => {
  const {names, numberOf} = table()
  const [one, other] = alike()
  expect([one, other, one, other].map(numberOf)).toEqual([0, 1, 0, 1])
  expect(names).toEqual([one, other])
})

test('thousands of names keep their numbers while the table grows', () => {
  const {numberOf} = table(20_000)
  const numbers = Array.from({length: 20_000}, (_, i) => numberOf(`GET /item/${i}`))
  expect(numbers).toEqual(Array.from({length: 20_000}, (_, i) => i))
  expect(numberOf('GET /item/777')).toBe(777)
})

test('a full table gives all other names one number', () => {
  const {numberOf, names} = table(2)
  expect(['a', 'b', 'c', 'd', 'a', 'c'].map(numberOf)).toEqual([0, 1, 2, 2, 0, 2])
  expect(names).toEqual(['a', 'b', 'c'])
})

test('names are told apart by their first 1,000 bytes', () => {
  const {numberOf} = table()
  expect(numberOf('x'.repeat(999))).toBe(0)
  expect([numberOf(`${'x'.repeat(1000)}a`), numberOf(`${'x'.repeat(1000)}b`)]).toEqual([1, 1])
})
