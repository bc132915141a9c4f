import fc from 'fast-check'
import {expect, test} from 'vitest'
import {sha256Of} from '../../src/files/sha256.js'

test('the digest of {"a":1,"b":[true,null]} as sha256sum gives it', () => {
  expect(sha256Of({b: [true, null], a: 1})).toBe('1cc69c7fa23616ca2ec3ee70d24390a6225c8832db8a4c814c7e0e7f942f8668')
})

test('the order of keys does not matter, at any depth', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.dictionary(fc.string(), fc.integer())), (record) => {
      const reversed = Object.fromEntries(
        Object.entries(record)
          .reverse()
          .map(([key, inner]) => [key, Object.fromEntries(Object.entries(inner).reverse())]),
      )
      expect(sha256Of(reversed)).toBe(sha256Of(record))
    }),
  )
})

test('another value, key or order of a list has another digest', () => {
  const digests = [{a: 1}, {a: 2}, {b: 1}, {a: [1, 2]}, {a: [2, 1]}, [], {}, null].map(sha256Of)
  expect(new Set(digests).size).toBe(digests.length)
})
