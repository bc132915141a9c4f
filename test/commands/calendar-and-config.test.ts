import {expect, test} from 'vitest'
import {runCli} from '../e2e/run-cli.js'

test('events list: Black Friday is the day after the fourth Thursday', async () => {
  const {code, stdout} = await runCli(['events', 'list', '--year', '2030', '--json'])
  expect(code).toBe(0)
  const rows: {id: string; date: string}[] = JSON.parse(stdout).data
  // The fourth Friday of November 2030 is the 22nd.
  expect(rows.find(({id}) => id === 'black-friday')?.date).toBe('2030-11-29')
})

test('events next counts from the day asked for, in the market asked for', async () => {
  const {stdout} = await runCli([
    'events',
    'next',
    '--as-of',
    '2026-11-24',
    '--market',
    'us',
    '--count',
    '3',
    '--tz',
    'America/New_York',
    '--json',
  ])
  const rows: {id: string; date: string; startAt: string}[] = JSON.parse(stdout).data
  expect(rows.map(({id}) => id)).toEqual(['thanksgiving', 'black-friday', 'cyber-monday'])
  expect(rows[1]).toMatchObject({date: '2026-11-27', startAt: '2026-11-26T23:00:00.000Z'})
})

test('events as text', async () => {
  const {code, stdout} = await runCli(['events', 'next', '--as-of', '2026-11-24'])
  expect(code).toBe(0)
  expect(stdout).toContain('black-friday')
})

test('config validate: a good one, and the exit code of a bad one', async () => {
  const good = await runCli(['config', 'validate', '-c', 'fixtures/bright-friday/ecom-plan.yaml'])
  expect({code: good.code, stderr: good.stderr}).toEqual({code: 0, stderr: ''})
  expect(good.stdout).toContain('7 tiers, 2 events')
  const bad = await runCli(['config', 'validate', '-c', 'package.json'])
  expect(bad.code).toBe(78)
})

test('config schema is a JSON Schema with the keys of the config', async () => {
  const {stdout} = await runCli(['config', 'schema'])
  const schema = JSON.parse(stdout)
  expect(Object.keys(schema.properties)).toContain('tiers')
  expect(schema.additionalProperties).toBe(false)
})

test('the root help groups the commands and prints the exit codes', async () => {
  const {code, stdout} = await runCli(['--help'])
  expect(code).toBe(0)
  expect(stdout).toContain('EXIT CODES')
  expect(stdout).toContain('78')
})
