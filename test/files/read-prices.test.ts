import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, expect, test} from 'vitest'
import type {PlanError} from '../../src/errors.js'
import {readPrices} from '../../src/files/read-prices.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-prices-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const units = new Map([
  ['ec2.c7g.xlarge.usdPerHour', 'USD/hour'],
  ['prices.albLcuUsdPerHour', 'USD/LCU-hour'],
])
const file = (name: string, text: string | Buffer) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const read = (path: string) => readPrices({path, region: 'eu-west-1', units})

const expected = (path: string, source: string) => [
  {
    key: 'ec2.c7g.xlarge.usdPerHour',
    region: 'eu-west-1',
    amountUsd: 0.125,
    unit: 'USD/hour',
    source: `${path}${source}`,
    checkedOn: '2026-10-15',
  },
  {
    key: 'prices.albLcuUsdPerHour',
    region: 'us-east-1',
    amountUsd: 0,
    unit: 'USD/LCU-hour',
    source: `${path}${source}`,
    checkedOn: '2026-10-15',
    note: 'waived',
  },
]

const csv = `key,usd,unit,checkedOn,region,source,note
ec2.c7g.xlarge.usdPerHour,0.125,USD/hour,2026-10-15,,contract,
prices.albLcuUsdPerHour,0,USD/LCU-hour,2026-10-15,us-east-1,contract,waived
`
const yaml = `checkedOn: 2026-10-15
source: contract
prices:
  - key: ec2.c7g.xlarge.usdPerHour
    usd: 0.125
    unit: USD/hour
  - {key: prices.albLcuUsdPerHour, usd: "0", unit: USD/LCU-hour, region: us-east-1, note: waived}
`
const json = JSON.stringify({
  checkedOn: '2026-10-15',
  source: 'contract',
  prices: [
    {key: 'ec2.c7g.xlarge.usdPerHour', usd: 0.125, unit: 'USD/hour'},
    {key: 'prices.albLcuUsdPerHour', usd: 0, unit: 'USD/LCU-hour', region: 'us-east-1', note: 'waived'},
  ],
})

test.each([
  ['good.csv', csv],
  ['good.csv.gz', gzipSync(csv)],
  ['semicolon.csv', csv.replaceAll(',', ';').replaceAll('\n', '\r\n')],
  ['good.yaml', yaml],
  ['good.yml', `\uFEFF${yaml}`],
  ['good.json', json],
])('%s', async (name, text) => {
  const path = file(name, text)
  expect(await read(path)).toEqual(expected(path, ': contract'))
})

const row = (text: string) =>
  `key,usd,unit,checkedOn,region\nec2.c7g.xlarge.usdPerHour,1,USD/hour,2026-10-15,\n${text}\n`
type Bad = [
  name: string,
  fileName: string,
  text: string,
  line: number | undefined,
  field: string | undefined,
  says: RegExp,
]
const bad: Bad[] = [
  [
    'an unknown type',
    'a.csv',
    row('ec2.c7g.xlrge.usdPerHour,1,USD/hour,2026-10-15,'),
    3,
    'key',
    /no price "ec2\.c7g\.xlrge/,
  ],
  [
    'a negative price',
    'a.csv',
    row('prices.albLcuUsdPerHour,-1,USD/LCU-hour,2026-10-15,'),
    3,
    'usd',
    /"-1" is not an amount/,
  ],
  ['words for a price', 'a.csv', row('prices.albLcuUsdPerHour,"0,1",USD/LCU-hour,2026-10-15,'), 3, 'usd', /"0,1"/],
  ['no price', 'a.csv', row('prices.albLcuUsdPerHour,,USD/LCU-hour,2026-10-15,'), 3, 'usd', /usd: is missing/],
  [
    'another unit',
    'a.csv',
    row('prices.albLcuUsdPerHour,1,USD/hour,2026-10-15,'),
    3,
    'unit',
    /is in USD\/LCU-hour, not in USD\/hour/,
  ],
  ['no unit', 'a.csv', row('prices.albLcuUsdPerHour,1,,2026-10-15,'), 3, 'unit', /is missing; prices.albLcu/],
  ['no date', 'a.csv', row('prices.albLcuUsdPerHour,1,USD/LCU-hour,,'), 3, 'checkedOn', /is missing/],
  [
    'a day that is none',
    'a.csv',
    row('prices.albLcuUsdPerHour,1,USD/LCU-hour,2026-02-30,'),
    3,
    'checkedOn',
    /2026-02-30/,
  ],
  ['no Region', 'a.csv', row('prices.albLcuUsdPerHour,1,USD/LCU-hour,2026-10-15,Ireland'), 3, 'region', /Ireland/],
  ['twice', 'a.csv', row('ec2.c7g.xlarge.usdPerHour,2,USD/hour,2026-10-15,'), 3, 'key', /twice, first at line 2/],
  ['an unknown column', 'a.csv', 'key,usd,units,checkedOn\n', 1, 'units', /unknown column "units"/],
  ['too few cells', 'a.csv', row('prices.albLcuUsdPerHour,1'), 3, undefined, /2 cells and the header 5/],
  ['nothing', 'a.csv', '', undefined, undefined, /empty/],
  ['a header alone', 'a.csv', 'key,usd,unit,checkedOn\n', undefined, undefined, /no price in it/],
  ['no list', 'a.yaml', 'checkedOn: 2026-10-15\n', undefined, undefined, /a key prices with a list/],
  ['a list alone', 'a.json', '[]', undefined, undefined, /a key prices with a list/],
  ['an unknown key', 'a.yaml', 'prices:\n  - kye: x\n', 2, 'kye', /unknown key "kye"/],
  ['an unknown key above', 'a.yaml', 'sorce: x\nprices: []\n', 1, 'sorce', /unknown key "sorce"/],
  ['no YAML', 'a.yaml', 'prices:\n  - {key: x\n', 3, undefined, /not YAML or JSON/],
  ['no keys in a price', 'a.yaml', 'prices:\n  - 1\n', 2, undefined, /keys and values/],
  [
    'a field of a price in YAML',
    'a.yaml',
    `${yaml}  - key: nothing\n    usd: 1\n    unit: USD/hour\n`,
    8,
    'key',
    /"nothing"/,
  ],
]

test.each(bad)('%s is refused at its line', async (_name, fileName, text, line, field, says) => {
  const path = file(fileName, text)
  const error = (await read(path).catch((thrown: unknown) => thrown)) as PlanError
  expect(error).toMatchObject({kind: 'data', code: 'PRICES_INVALID'})
  expect(error.place).toEqual({
    file: path,
    ...(line === undefined ? {} : {line}),
    ...(field === undefined ? {} : {field}),
  })
  expect(error.message).toMatch(says)
  expect(error.message.startsWith(line === undefined ? `${path}: ` : `${path}:${line}: `)).toBe(true)
  expect(error.suggestions[0]).toMatch(/\w/)
  expect(error.message).not.toMatch(/undefined|NaN|\[object/)
})

test('all problems are listed, in order of line', async () => {
  const path = file(
    'many.csv',
    row(Array.from({length: 30}, (_, i) => `nothing-${i},1,USD/hour,2026-10-15,`).join('\n')),
  )
  const error = (await read(path).catch((thrown: unknown) => thrown)) as PlanError
  expect(error.message.split('\n')).toHaveLength(21)
  expect(error.message).toContain('and 10 more')
})

test.each(['prices.txt', 'prices'])('%s is no file of prices', async (name) => {
  await expect(read(file(name, csv))).rejects.toMatchObject({kind: 'usage', code: 'PRICES_INVALID'})
})
