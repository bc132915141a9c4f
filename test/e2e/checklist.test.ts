import {copyFileSync, mkdtempSync, readdirSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {exampleFolder} from '../example-run.js'
import {runCli} from './run-cli.js'

test('the built command keeps a word in the report store, and names the nearest check for one that is none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checklist-e2e-'))
  copyFileSync(`${exampleFolder('bright-friday')}ecom-plan.yaml`, join(folder, 'ecom-plan.yaml'))
  const said = ['checklist', 'ack', 'runbook', '--by', 'alice', '--event', 'black-friday-2026', '--json']
  const kept = await runCli(said, {cwd: folder})
  expect(kept).toMatchObject({code: 0, stderr: ''})
  expect(JSON.parse(kept.stdout)).toMatchObject({
    schema: 'ecom-plan.checklist/v1',
    ok: true,
    data: {attestation: {checkId: 'runbook', by: 'alice', state: 'acknowledged'}, store: expect.any(String)},
  })
  expect(readdirSync(join(folder, '.ecom-plan/reports/attestations/black-friday-2026'))).toHaveLength(1)
  const wrong = await runCli(['checklist', 'ack', 'runbok', '--by', 'alice'], {cwd: folder})
  expect(wrong).toMatchObject({code: 64, stdout: ''})
  expect(wrong.stderr).toContain('did you mean runbook?')
})
