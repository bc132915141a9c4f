import {execFileSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {afterAll, expect, test} from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-packed-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

test('what npm packs runs by itself, without node_modules', () => {
  // Scripts stay off: they would build dist/ anew under the feet of other tests.
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  )
  const names: string[] = packed.files.map(({path}: {path: string}) => path)
  expect(names.filter((name) => /^(src|test|fixtures|node_modules)\//.test(name))).toEqual([])
  execFileSync('tar', ['xzf', join(folder, packed.filename), '-C', folder])
  const bin = join(folder, 'package/bin/run.js')
  const run = (...args: string[]) => execFileSync(process.execPath, [bin, ...args], {cwd: folder, encoding: 'utf8'})
  expect(run('--help')).toContain('EXIT CODES')
  const example = join(root, 'fixtures/quiet-tuesday/ecom-plan.yaml')
  expect(JSON.parse(run('forecast', '-c', example, '--offline', '--json')).data.plan.verdict).toBe('ready')
})
