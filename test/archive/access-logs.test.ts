import {expect, test} from 'vitest'
import {readAccessLogDocuments, writeAccessLog} from '../../src/archive/access-logs.ts'
import {verifyArchive} from '../../src/archive/verify.ts'
import type {AccessLogTraffic} from '../../src/documents/access-log-traffic.ts'
import {memoryStore} from './memory-store.ts'

const window = {periodS: 60, startAt: '2026-11-27T05:00:00Z', values: [1]}
const log: AccessLogTraffic = {
  schema: 'ecom-plan.access-log-traffic/v1',
  format: 'alb',
  capturedAt: '2026-11-27T05:01:00Z',
  fromAt: '2026-11-27T05:00:00Z',
  toAt: '2026-11-27T05:01:00Z',
  fileCount: 1,
  lineCount: 1,
  malformedCount: 0,
  firstMalformed: null,
  total: window,
  bots: window,
  busiestSecond: window,
  byTargetGroup: [],
  byRoute: [],
}

test('what is written is read back, once; another count of the same time stands beside it', async () => {
  const store = memoryStore()
  const first = await writeAccessLog({store, log})
  expect(first).toMatchObject({
    isNew: true,
    name: expect.stringMatching(/^logs\/alb-20261127T050000000Z-20261127T050100000Z-[0-9a-f]{8}\.json$/),
  })
  expect(await writeAccessLog({store, log})).toEqual({...first, isNew: false})
  const more = {...log, lineCount: 2}
  await writeAccessLog({store, log: more})
  const found = await readAccessLogDocuments({store})
  expect(found.map((one) => one.log)).toEqual(expect.arrayContaining([log, more]))
  expect(found).toHaveLength(2)
  expect((await verifyArchive({store})).findings).toEqual([])
})

test('an archive without any is empty, a damaged one says which file', async () => {
  const store = memoryStore()
  expect(await readAccessLogDocuments({store})).toEqual([])
  await store.putIfAbsent('logs/alb-x.json', new TextEncoder().encode('{"schema":'))
  await expect(readAccessLogDocuments({store})).rejects.toMatchObject({
    code: 'ARCHIVE_DAMAGED',
    message: expect.stringContaining('logs/alb-x.json is no JSON'),
  })
})
