import {copyFileSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {openReportStore, readAttestations} from '../../src/shell/attestation-store.js'
import {sayOfCheck} from '../../src/shell/checklist.js'
import {readCheckedConfig} from '../../src/shell/read-checked-config.js'
import {exampleFolder} from '../example-run.js'

const at = '2026-11-23T11:00:00.000Z'

function newShop(): {folder: string; configPath: string} {
  const folder = mkdtempSync(join(tmpdir(), 'checklist-'))
  const configPath = join(folder, 'ecom-plan.yaml')
  copyFileSync(`${exampleFolder('bright-friday')}ecom-plan.yaml`, configPath)
  return {folder, configPath}
}
const said = (configPath: string, given: object = {}) =>
  sayOfCheck({
    checkId: 'runbook',
    state: 'acknowledged',
    by: 'alice',
    note: undefined,
    until: undefined,
    configPath,
    event: undefined,
    aws: {} as never,
    at,
    ...given,
  })
const kept = async (configPath: string) => {
  const {config, folder} = await readCheckedConfig(configPath)
  return readAttestations(await openReportStore({config, folder}), 'black-friday-2026')
}

test('words are kept beside each other, the same second too, and nothing is written over', async () => {
  const {configPath} = newShop()
  const first = await said(configPath, {note: 'first'})
  const second = await said(configPath, {note: 'second', by: 'bob'})
  await said(configPath, {state: 'reopened', at: '2026-11-24T11:00:00.000Z'})
  expect(first.endsAt).toBe('2026-11-28T07:00:00.000Z')
  expect(second.name).not.toBe(first.name)
  expect((await kept(configPath)).map(({by, note, state}) => [by, note, state])).toEqual([
    ['alice', 'first', 'acknowledged'],
    ['bob', 'second', 'acknowledged'],
    ['alice', null, 'reopened'],
  ])
})

test('a day counts to its end in the zone of the event', async () => {
  const {configPath} = newShop()
  const {attestation} = await said(configPath, {until: '2026-11-26'})
  expect(attestation.untilAt).toBe('2026-11-27T05:00:00.000Z')
})

test.each([
  ['a check that there is none of', {checkId: 'runbok'}, 'CHECK_UNKNOWN', 64],
  ['a check that is made from data', {checkId: 'capacity-p90'}, 'CHECK_AUTOMATIC', 64],
  ['nobody', {by: ' '}, 'NAME_EMPTY', 64],
  ['a day that is past', {until: '2026-11-01'}, 'UNTIL_PAST', 64],
  ['a day that the calendar has not', {until: '2026-11-31'}, 'TIME_INVALID', 64],
  ['an event that there is none of', {event: 'easter'}, 'EVENT_UNKNOWN', 64],
])('%s is refused, and nothing is kept', async (_name, given, code, exitCode) => {
  const {configPath} = newShop()
  await expect(said(configPath, given)).rejects.toMatchObject({code, exitCode})
  expect(await kept(configPath)).toEqual([])
})

test('the nearest name is told, and a damaged word names its file', async () => {
  const {configPath, folder} = newShop()
  await expect(said(configPath, {checkId: 'runbok'})).rejects.toMatchObject({
    suggestions: ['did you mean runbook?', 'ecom-plan checklist list shows every id'],
  })
  const {name} = await said(configPath)
  const path = join(folder, '.ecom-plan/reports', name)
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 20))
  await expect(kept(configPath)).rejects.toMatchObject({code: 'DOCUMENT_INVALID', place: {file: name}})
})
