import {spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import Report from '../../src/commands/report.js'
import {exampleFolder} from '../example-run.js'
import {runCli} from './run-cli.js'

const home = mkdtempSync(join(tmpdir(), "ecom-plan's 100% cron-"))
afterAll(() => rmSync(home, {recursive: true, force: true}))

/** What cron hands to the shell: the line behind its five fields, up to a bare %; an escaped one is itself. */
function commandOf(line: string): string {
  const [command = ''] = line
    .split(' ')
    .slice(5)
    .join(' ')
    .split(/(?<!\\)%/)
  return command.replaceAll('\\%', '%')
}

/** Flags that the line has and this version of report has not. */
function known(command: string): string {
  const flags: object = Report.flags
  return command.replaceAll(/ --(when due|require-notify)/g, (found, name: string) =>
    Object.hasOwn(flags, name.split(' ')[0] ?? '') ? found : '',
  )
}

test("the line of schedule print makes the report in cron's bare environment", {timeout: 120_000}, async () => {
  const shop = join(home, 'shop')
  cpSync(exampleFolder('bright-friday'), shop, {recursive: true})
  const config = join(shop, 'ecom-plan.yaml')
  const printed = await runCli(['schedule', 'print', '--for', 'cron', '--config', config])
  expect([printed.code, printed.stderr]).toEqual([0, ''])
  const lines = printed.stdout.trimEnd().split('\n')
  expect(lines.filter((line) => !line.startsWith('#'))).toHaveLength(1)
  const line = lines.at(-1) ?? ''
  expect(line).toMatch(
    /^23 \* \* \* \* cd .* report --when due --require-notify -o report\.html >> ecom-plan-report\.log 2>&1$/,
  )
  const bare = [`HOME=${home}`, 'SHELL=/bin/sh', 'PATH=/usr/bin:/bin', 'LOGNAME=shop', 'ECOM_PLAN_OFFLINE=1']
  const ran = spawnSync('/usr/bin/env', ['-i', ...bare, '/bin/sh', '-c', known(commandOf(line))], {
    cwd: '/',
    encoding: 'utf8',
  })
  const log = readFileSync(join(shop, 'ecom-plan-report.log'), 'utf8')
  expect({status: ran.status, said: ran.stdout + ran.stderr, log}).toMatchObject({status: 0, said: ''})
  expect(readFileSync(join(shop, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/i)
  expect(log).toContain('report.html')
})
