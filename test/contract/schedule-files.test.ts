import {execFile} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {afterAll, expect, test} from 'vitest'
import {renderSchedule} from '../../src/report/schedule/render-schedule.js'
import {jobView, places} from '../report/schedule/job.js'
import {describeWith} from '../require-tool.js'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-schedule-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const targets = ['eventbridge-ecs', 'codebuild', 'github', 'gitlab', 'bitbucket'] as const
const write = (format: 'cloudformation' | 'terraform', end: string) =>
  targets.map((target) => {
    const path = join(folder, `${target}.${end}`)
    writeFileSync(path, renderSchedule({target, format, view: jobView(), places}))
    return path
  })

describeWith(['cfn-lint'], 'templates of the scheduled report', ({'cfn-lint': lint}) => {
  test('have no finding', {timeout: 180_000}, async () => {
    const {stdout} = await run(lint, ['--', ...write('cloudformation', 'yaml')])
    expect(stdout).toBe('')
  })
})

describeWith(['terraform'], 'Terraform of the scheduled report', ({terraform}) => {
  test('is read, and formatted as terraform fmt leaves it', async () => {
    const {stdout} = await run(terraform, ['fmt', '-check', '-diff', ...write('terraform', 'tf')])
    expect(stdout).toBe('')
  })
})

describeWith(['shellcheck'], 'what cron runs', ({shellcheck}) => {
  test('is sound sh', async () => {
    const view = jobView({cron: '23 6 * * 1-5', timezone: 'Asia/Kolkata'})
    const line = renderSchedule({target: 'cron', format: null, view, places}).trimEnd().split('\n').at(-1) ?? ''
    const path = join(folder, 'job.sh')
    writeFileSync(path, `#!/bin/sh\n${line.split(' ').slice(5).join(' ').replaceAll('\\%', '%')}\n`)
    const {stdout} = await run(shellcheck, [path])
    expect(stdout).toBe('')
  })
})
