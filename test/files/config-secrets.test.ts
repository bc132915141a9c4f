import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {PlanError} from '../../src/errors.js'
import {readConfig} from '../../src/files/read-config.js'
import {good} from './config-mistakes.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-secrets-'))
afterAll(() => rmSync(folder, {recursive: true}))

async function failureWith(notify: string): Promise<PlanError> {
  const path = join(folder, 'ecom-plan.yaml')
  writeFileSync(path, `${good}\n${notify}\n`)
  const catalog = {judgementNames: [], catalogEventIds: ['black-friday'], catalogDate: () => null}
  const error: unknown = await readConfig({path, ...catalog}).catch((thrown: unknown) => thrown)
  if (error instanceof PlanError) return error
  throw new Error('expected a PlanError')
}

test.each([
  ['a webhook in one line', 'notify: [{kind: slack, url: "https://hooks.slack.com/services/CANARY"}]'],
  ['a webhook in a line of its own', 'notify:\n  - kind: slack\n    url: https://hooks.slack.com/services/CANARY'],
  ['a token beside a mistake', 'notify: [{kind: webhook, url: env:HOOK, token: CANARY, wen: always}]'],
  ['a token that YAML takes for a list', 'notify: [{kind: webhook, url: env:HOOK, token: [CANARY]}]'],
  ['a key of JSON style', 'notify: [{"kind": "github-issue", "repository": "acme/ops", "token": "CANARY"}]'],
  ['YAML that does not close', 'notify: [{kind: slack, url: https://hooks.slack.com/services/CANARY'],
])('%s: the error says where, and repeats nothing of the secret', async (_, notify) => {
  const {message, suggestions, place} = await failureWith(notify)
  expect(place?.line).toBeGreaterThan(1)
  expect(JSON.stringify({message, suggestions})).not.toContain('CANARY')
})
