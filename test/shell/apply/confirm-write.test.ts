import {PassThrough} from 'node:stream'
import {expect, test} from 'vitest'
import {confirmWrite} from '../../../src/shell/apply/confirm-write.js'

const target = {account: '123456789012', alias: 'shop-prod', region: 'us-east-1', changeWords: 'change 10 settings'}

/** A terminal at which a person types a line. */
function typing(line: string) {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString()
  })
  setImmediate(() => input.write(`${line}\n`))
  const confirmation = {isYes: false, confirm: undefined, terminal: {input, output}, command: 'ecom-plan apply'}
  return {confirmation, shown: () => shown}
}

test('the alias, typed, confirms; the question says how much is changed where', async () => {
  const {confirmation, shown} = typing('shop-prod')
  await expect(confirmWrite(target, confirmation)).resolves.toBeUndefined()
  expect(shown()).toContain('change 10 settings')
  expect(shown()).toContain('123456789012')
})

test('an account without an alias is confirmed by its number', async () => {
  const {confirmation} = typing('123456789012')
  await expect(confirmWrite({...target, alias: null}, confirmation)).resolves.toBeUndefined()
})

test.each(['', 'y', 'yes', 'shop-staging', 'SHOP-PROD', '123456789012'])('%j typed confirms nothing', async (line) => {
  await expect(confirmWrite(target, typing(line).confirmation)).rejects.toMatchObject({
    code: 'NOT_CONFIRMED',
    exitCode: 7,
  })
})
