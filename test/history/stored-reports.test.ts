import {mkdtemp, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {findReport} from '../../src/history/find-report.ts'
import {partsOfName, reportIdOf, reportName} from '../../src/history/report-name.ts'
import {readReports, storeReport} from '../../src/history/stored-reports.ts'
import {folderStore} from '../../src/store/folder-store.ts'
import {memoryStore} from '../archive/memory-store.ts'
import {sampleReport} from '../core/report-history/sample-report.ts'

const eventId = sampleReport().run.forecast.eventId
const ids = ['r-20261116-1100-00000a', 'r-20261123-1100-00000b', 'r-20261123-1700-00000c']
const reports = ids.map((reportId, i) =>
  sampleReport({
    reportId,
    at: ['2026-11-16T11:00:00.000Z', '2026-11-23T11:00:00.000Z', '2026-11-23T17:00:00.000Z'][i] ?? '',
  }),
)

test('what is kept is read back as it was, the oldest first, and never written over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reports-'))
  const store = folderStore(join(folder, 'kept'))
  for (const report of [...reports].reverse()) expect(await storeReport({store, report})).toBe(true)
  const [first] = reports
  if (first === undefined) throw new Error('no report')
  expect(await storeReport({store, report: {...first, version: '9.9.9'}})).toBe(false)
  const found = await readReports(store, eventId)
  expect(found.failures).toEqual([])
  expect(found.reports.map(({open}) => open())).toEqual(reports)
  expect((await readReports(store)).reports.length).toBe(3)
  expect((await readReports(store, 'cyber-monday-2026')).reports).toEqual([])
})

test('a damaged or foreign blob is named and hides no other', async () => {
  const store = memoryStore()
  for (const report of reports) await storeReport({store, report})
  const name = (i: number) => reportName({eventId, at: reports[i]?.at ?? '', reportId: ids[i] ?? ''})
  const bytes = store.blobs.get(name(0)) ?? new Uint8Array()
  store.blobs.set(name(0), bytes.slice(0, 1000))
  store.blobs.set(`reports/${eventId}/notes.txt`, Buffer.from('buy milk'))
  store.blobs.set(reportName({eventId, at: '2026-11-24T11:00:00Z', reportId: 'r-20261124-1100-00000d'}), bytes)
  store.blobs.set(
    reportName({eventId, at: '2026-11-25T11:00:00Z', reportId: 'r-20261125-1100-00000e'}),
    Buffer.from([0xff, 0xfe]),
  )
  const found = await readReports(store, eventId)
  expect(found.reports.map(({gist}) => gist.reportId)).toEqual(ids.slice(1))
  expect(found.failures.map(({code, message}) => `${code} ${message}`).sort()).toEqual([
    expect.stringContaining(`REPORT_DAMAGED memory/${name(0)} is no whole report`),
    expect.stringMatching(/^REPORT_DAMAGED .*r-20261125-1100-00000e\.json is no whole report/),
    expect.stringMatching(
      /^REPORT_FOREIGN .*r-20261124-1100-00000d\.json was not written .* it says of itself that it is r-20261116-1100-00000a/,
    ),
    expect.stringMatching(/^REPORT_FOREIGN .*notes\.txt was not written there/),
  ])
  expect(() => findReport(found, ids[0] ?? '')).toThrow(expect.objectContaining({code: 'REPORT_DAMAGED'}))
})

test('a report whose list is whole but a field is not is damaged when it is opened', async () => {
  const store = memoryStore()
  const [report] = reports
  if (report === undefined) throw new Error('no report')
  await storeReport({store, report})
  const name = reportName({eventId, at: report.at, reportId: report.reportId})
  store.blobs.set(name, Buffer.from(JSON.stringify({...report, loadTests: 'none'})))
  const [only] = (await readReports(store)).reports
  expect(() => only?.open()).toThrow(expect.objectContaining({code: 'REPORT_DAMAGED'}))
})

test('a report is found by the beginning of its id, or as the latest', async () => {
  const store = memoryStore()
  for (const report of reports) await storeReport({store, report})
  const found = await readReports(store)
  expect(findReport(found, 'r-20261116').gist.reportId).toBe(ids[0])
  expect(findReport(found, 'latest').gist.reportId).toBe(ids[2])
  expect(() => findReport(found, 'r-20261123')).toThrow(
    expect.objectContaining({code: 'REPORT_AMBIGUOUS', exitCode: 64}),
  )
  expect(() => findReport(found, 'r-2025')).toThrow(expect.objectContaining({code: 'REPORT_UNKNOWN', exitCode: 64}))
})

test('a name says of which event and report it is, and nothing else has such a name', () => {
  const at = '2026-11-23T11:00:07.123Z'
  const reportId = reportIdOf({at, sha256: 'abcdef0123'})
  expect(reportId).toBe('r-20261123-1100-abcdef')
  const name = reportName({eventId: 'black-friday-2026', at, reportId})
  expect(name).toBe('reports/black-friday-2026/20261123T110007Z-r-20261123-1100-abcdef.json')
  expect(partsOfName(name)).toEqual({eventId: 'black-friday-2026', reportId})
  expect(['reports/x/y.json', `${name}.gz`, `a/${name}`].map(partsOfName)).toEqual([null, null, null])
})

test('a store that is a file says so', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'reports-'))
  await writeFile(join(folder, 'file'), '')
  await expect(readReports(folderStore(join(folder, 'file')))).rejects.toMatchObject({code: 'STORE_UNREADABLE'})
})
