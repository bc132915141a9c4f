import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, expect, test} from 'vitest'
import {writeReportFiles} from '../../../src/shell/report/report-files.js'
import {sampleReport} from '../../report/sample-report.js'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-assets-'))
afterAll(() => rmSync(folder, {recursive: true}))

test('the page as files is written beside the files of -o', async () => {
  const csv = join(folder, 'limits.csv')
  const {written, failures} = await writeReportFiles([csv], sampleReport, {
    budget: null,
    chromium: undefined,
    htmlAssets: folder,
  })
  expect(failures).toEqual([])
  expect(written.map(({path}) => path).sort()).toEqual(
    ['index.html', 'limits.csv', 'report.css', 'report.js'].map((name) => join(folder, name)),
  )
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('href="report.css"')
})

test('a folder that is not there is made', async () => {
  const made = join(folder, 'new')
  await writeReportFiles([], sampleReport, {budget: null, chromium: undefined, htmlAssets: made})
  expect(existsSync(join(made, 'report.js'))).toBe(true)
})
