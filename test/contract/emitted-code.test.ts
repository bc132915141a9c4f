import {execFile, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import fc from 'fast-check'
import {afterAll, expect, test} from 'vitest'
import {hclQuoted} from '../../src/report/emit/hcl.js'
import {renderAwsCli} from '../../src/report/emit/render-aws-cli.js'
import {renderCloudFormation} from '../../src/report/emit/render-cloudformation.js'
import {renderTerraform} from '../../src/report/emit/render-terraform.js'
import {awkwardNames, awkwardText} from '../report/emit/awkward-names.js'
import {everyPatch, everyPlan, plainNames} from '../report/emit/every-patch.js'
import {describeWith} from '../require-tool.js'

/** What is emitted, as the tools see it whose languages it is in. */
const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-emitted-'))
afterAll(() => rmSync(folder, {recursive: true}))

const samples = [plainNames, ...fc.sample(awkwardNames, {numRuns: 20, seed: 7})]
const viewOf = (names: typeof plainNames) => {
  const patches = everyPatch(names)
  return {plan: everyPlan(patches), patches}
}
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
/** The same with nothing held back. */
const wholeViewOf = (names: typeof plainNames) => {
  const patches = everyPatch(names).map(({consent: _, ...patch}) => ({...patch, route: 'automatic' as const}))
  return {plan: everyPlan(patches), patches}
}

describeWith(['terraform'], 'emitted Terraform', ({terraform}) => {
  test('is read, and formatted as terraform fmt leaves it', async () => {
    const files = samples.map((names, i) => write(`plan-${i}.tf`, renderTerraform(viewOf(names))))
    const {stdout} = await run(terraform, ['fmt', '-check', '-diff', ...files])
    expect(stdout).toBe('')
  })

  test('so is what is held back, once a person takes its comment away', async () => {
    const text = renderTerraform(wholeViewOf(plainNames))
    expect(text).toMatch(/^resource "aws_rds_cluster_instance"/m)
    const {stdout} = await run(terraform, ['fmt', '-check', '-diff', write('held.tf', text)])
    expect(stdout).toBe('')
  })

  test('texts come out of it as they went in', () => {
    const place = mkdtempSync(join(folder, 'texts-'))
    const isWhole = (text: string) => !/\p{Cs}/u.test(text)
    const texts = fc.sample(awkwardText, {numRuns: 300, seed: 8}).filter(isWhole)
    // Terraform keeps text in Unicode's composed form.
    const list = texts.map(hclQuoted).join(', ')
    writeFileSync(join(place, 'texts.tf'), `locals {\n  texts = [${list}]\n}\n`)
    const {stdout, stderr} = spawnSync(terraform, ['console'], {
      cwd: place,
      input: 'base64encode(jsonencode(local.texts))\n',
      encoding: 'utf8',
      env: {...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: write('terraformrc', '')},
    })
    expect(stderr).toBe('')
    const json = Buffer.from(JSON.parse(stdout), 'base64').toString('utf8')
    expect(JSON.parse(json)).toEqual(texts.map((text) => text.normalize('NFC')))
  })
})

describeWith(['cfn-lint'], 'emitted CloudFormation', ({'cfn-lint': lint}) => {
  test('has no finding', {timeout: 120_000}, async () => {
    const path = write('template.yaml', renderCloudFormation(wholeViewOf(plainNames)))
    // E3707 looks for the cluster of a reader, which is in no template here.
    const {stdout} = await run(lint, ['--ignore-checks', 'E3707', '--', path])
    expect(stdout).toBe('')
  })

  test('a property that is none is found, so that the test can fail', {timeout: 120_000}, async () => {
    const path = write('bad.yaml', renderCloudFormation(viewOf(plainNames)).replace(' MinSize: 24', ' MinCapacity: 24'))
    await expect(run(lint, [path])).rejects.toMatchObject({stdout: expect.stringContaining('MinCapacity')})
  })
})

describeWith(['shellcheck'], 'the emitted script', ({shellcheck}) => {
  test('has no finding', async () => {
    const files = samples.map((names, i) => write(`apply-${i}.sh`, renderAwsCli(viewOf(names))))
    const {stdout} = await run(shellcheck, ['--shell=sh', '--format=gcc', ...files])
    expect(stdout).toBe('')
  })
})
