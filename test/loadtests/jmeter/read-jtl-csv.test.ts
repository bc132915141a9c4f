import {expect, test} from 'vitest'
import {readJtlCsv} from '../../../src/loadtests/jmeter/read-jtl-csv.js'
import {fixtureBytes, readRows} from '../read-bytes.js'

const header =
  'timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect'
const at = 1_795_417_807_000
type Row = {at?: number; ms?: number; label?: string; message?: string; thread?: string; ok?: string; users?: number}

const row = ({at: atMs = at, ms = 20, label = 'Home', message = 'OK', thread = 'A 1-1', ok = 'true', users = 1}: Row) =>
  `${atMs},${ms},${label},200,${message},${thread},text,${ok},,100,50,${users},${users},http://shop.example/,${ms},0,0`
const read = async (text: string | Buffer, chunkBytes = 101) => {
  const {answers, reading, tally, count, failedCount} = await readRows({
    reader: readJtlCsv,
    bytes: Buffer.from(text),
    chunkBytes,
  })
  const counts = Object.fromEntries(answers.map(({label, count}) => [label, count]))
  return {counts, count, failedCount, answers, reading, codes: reading.flags.map(({code}) => code), tally}
}
const file = (...rows: string[]) => `${[header, ...rows].join('\n')}\n`

test('a recorded run: counted by hand with awk, quoted labels resolved', async () => {
  const {counts, answers, reading, tally} = await read(fixtureBytes('jmeter/step-head.csv.gz'))
  expect(Object.keys(counts).sort()).toEqual(['Cart', 'Checkout', 'Home', 'Products', 'Search "shoe, red"'])
  expect(answers[0]).toMatchObject({label: 'Home', count: 202, maxUs: 149_000})
  expect(answers[0]?.meanS).toBeCloseTo(0.00763861, 8)
  expect(reading).toMatchObject({tool: 'jmeter', format: 'JTL CSV', loop: 'closed', flags: []})
  expect(tally.firstMs).toBe(1_795_417_807_349)
})

test('rows of Transaction Controllers are left out, and said', async () => {
  const {counts, count, reading} = await read(fixtureBytes('jmeter/step-tc-head.csv.gz'))
  expect({home: counts['Home'], count}).toEqual({home: 144, count: 1000 - 285})
  expect(reading.flags).toEqual([
    {
      code: 'transactions-left-out',
      severity: 'info',
      text: '285 rows of Transaction Controllers left out: their samples are counted',
    },
  ])
})

test('without messages a Transaction Controller is told by its empty type and its URL', async () => {
  const text = `timeStamp,elapsed,label,dataType,success,URL\n${at},9,Buy,,true,null\n${at},9,Home,text,true,null\n${at},9,Home,,true,http://h\n`
  expect((await read(text)).counts).toEqual({Home: 2})
})

test('redirects and embedded resources are parts of their sample, at any depth and between other threads', async () => {
  const {counts, codes, reading} = await read(
    file(
      row({label: 'Page', at, ms: 100}),
      row({label: 'Page', at, ms: 90, thread: 'A 1-2'}),
      row({label: 'Page-0', at, ms: 40}),
      row({label: 'Page-0-1', at: at + 10, ms: 20}),
      row({label: 'Page-1', at: at + 40, ms: 60}),
      row({label: 'Page-1', at: at + 40, ms: 50, thread: 'A 1-2'}),
      row({label: 'Page', at: at + 200, ms: 50}),
    ),
  )
  expect(counts).toEqual({Page: 3})
  expect(codes).toEqual(['sub-results-left-out'])
  expect(reading.flags[0]?.text).toBe('4 rows of redirects and embedded resources left out: their samples contain them')
})

test('a label with a number behind counts when it is no part: another thread, a later time, another label', async () => {
  const {counts, codes} = await read(
    file(
      row({label: 'Item', at, ms: 100}),
      row({label: 'Item-7', at: at + 10, ms: 20, thread: 'A 1-2'}),
      row({label: 'Item-7', at: at + 150, ms: 20}),
      row({label: 'Item', at: at + 300, ms: 100}),
      row({label: 'Other-7', at: at + 310, ms: 20}),
    ),
  )
  expect(counts).toEqual({Item: 2, 'Item-7': 2, 'Other-7': 1})
  expect(codes).toEqual([])
})

test('samples inside a transaction that became their parent still count', async () => {
  const {counts} = await read(
    file(
      row({
        label: 'Buy',
        at,
        ms: 100,
        message: '"Number of samples in transaction : 1, number of failing samples : 0"',
      }),
      row({label: 'Buy-0', at, ms: 100}),
      row({label: 'Buy-0-0', at, ms: 40}),
    ),
  )
  expect(counts).toEqual({'Buy-0': 1})
})

test('columns in any order, with any delimiter, and with quoted names of variables that are no columns', async () => {
  for (const delimiter of [',', '\t', ';', '|', '^']) {
    const names = ['label', 'success', '"elapsed"', 'elapsed', 'timeStamp'].join(delimiter)
    const rows = [['Home', 'true', '999', '20', at].join(delimiter), ['Home', 'false', '999', '40', at].join(delimiter)]
    const {answers} = await read(`${names}\n${rows.join('\n')}\n`)
    expect(answers).toMatchObject([{label: 'Home', count: 2, failedCount: 1, minUs: 20_000, maxUs: 40_000}])
  }
  expect((await read(`"timeStamp","elapsed","label"\n"${at}","20","Home"\n`)).counts).toEqual({Home: 1})
})

test('without a header: the defaults of 2.13, 3.0, 3.1 and 5.x, by their number of columns', async () => {
  const after = {
    12: '100,7,9,20',
    15: ',100,7,9,20,0,0',
    16: ',100,50,7,9,20,0,0',
    17: ',100,50,7,9,http://h,20,0,0',
  }
  for (const rest of [...Object.values(after), ',100,7,9,http://h,20,0,0']) {
    const {tally, failedCount} = await read(`${at},20,Home,500,"Bad, very",A 1-1,text,false,${rest}\n`)
    expect({users: tally.seenUsers.at(-1)?.[1], failedCount}).toEqual({users: 9, failedCount: 1})
  }
})

test.each([
  ['2026/11/23 07:10:07.349', 1_795_417_807_349],
  ['2026/11/23 07:10:07', 1_795_417_807_000],
  ['2026-11-23 07:10:07.349', 1_795_417_807_349],
  ['2026-11-23 07:10:07', 1_795_417_807_000],
  ['11/23/26 07:10:07', 1_795_417_807_000],
])('the date %s', async (date, atMs) => {
  const {tally, codes} = await read(`timeStamp,elapsed,label,success\n${date},20,Home,true\n`)
  expect(tally.firstMs).toBe(atMs)
  expect(codes).toEqual(['no-time-zone'])
})

test('stamps that are the ends of samples are told by the order of a thread', async () => {
  const times = [10, 90, 20, 70, 30, 60, 10, 80, 20, 90, 15, 60]
  const ended = times.map((_, i) => at + times.slice(0, i + 1).reduce((sum, ms) => sum + ms))
  const ends = times.map((ms, i) => row({at: ended[i] as number, ms}))
  const starts = times.map((ms, i) => row({at: (ended[i] as number) - ms, ms}))
  const byEnd = await read(file(...ends))
  expect(byEnd.codes).toEqual(['end-stamps'])
  expect(byEnd.tally.firstMs).toBe(at)
  const byStart = await read(file(...starts))
  expect(byStart.codes).toEqual([])
  expect(byStart.tally.firstMs).toBe(at)
})

test('a row of statistical mode is many requests of its mean time', async () => {
  const text = `timeStamp,elapsed,label,success,SampleCount,ErrorCount\n${at},1000,Home,false,10,3\n${at},50,Home,true,1,0\n`
  const {answers, codes} = await read(text)
  expect(answers).toMatchObject([{count: 11, failedCount: 3, minUs: 50_000, maxUs: 100_000}])
  expect(codes).toEqual(['statistical-rows'])
})

test('users are added up over hosts', async () => {
  const rows = ['a', 'b', 'a', 'b'].map((host, i) => `${at + i},5,Home,true,${host === 'a' ? 30 : 12},${host}`)
  const {tally} = await read(`timeStamp,elapsed,label,success,allThreads,Hostname\n${rows.join('\n')}\n`)
  expect([...tally.gauge.total().values()]).toEqual([42])
})

test('failures: success in any case, or without that column the response code', async () => {
  const bySuccess = ['true', 'TRUE', 'false', 'False', ''].map((ok) => row({ok}))
  expect((await read(file(...bySuccess))).failedCount).toBe(3)
  const codes = ['200', '302', '404', 'Non HTTP response code: java.net.SocketException'].map(
    (code) => `${at},5,Home,${code}`,
  )
  const byCode = await read(`timeStamp,elapsed,label,responseCode\n${codes.join('\n')}\n`)
  expect(byCode.failedCount).toBe(2)
  expect(byCode.codes).toEqual(['no-success-column'])
})

test('line breaks, delimiters and quotes in messages, CRLF, and results that were joined with their headers', async () => {
  const message = '"Test failed, ""503""\nin two lines"'
  const text = `${file(row({message, ok: 'false'}), row({}))}${file(row({message}))}`.replaceAll('\n', '\r\n')
  for (const chunkBytes of [1, 13, 170, 4000]) {
    expect(await read(text, chunkBytes)).toMatchObject({count: 3, failedCount: 1, codes: []})
  }
})

test('a last line that is cut off is left out, and what stands before it is kept', async () => {
  const whole = file(row({}), row({}))
  expect(await read(`${whole}${row({}).slice(0, 60)}`)).toMatchObject({count: 2, codes: ['cut-off']})
  expect(await read(`${whole}${row({})}`)).toMatchObject({count: 3, codes: []})
  expect(await read(`${whole}${at},20,"Ho`)).toMatchObject({count: 2, codes: ['cut-off']})
})

test('rows that cannot be read are counted and named', async () => {
  const {count, reading} = await read(file(row({}), '\0\0\0\0', 'x,y', row({at: -5}), row({ms: Number.NaN}), row({})))
  expect(count).toBe(2)
  expect(reading.flags).toMatchObject([{code: 'broken-rows', text: '4 rows could not be read, the first is row 2'}])
})

test('UTF-16 of either order, with a byte order mark or none, and UTF-8 with one', async () => {
  const text = file(row({label: 'Größe 漢'}))
  const little = Buffer.from(text, 'utf16le')
  const big = Buffer.from(little).swap16()
  const forms = [
    Buffer.concat([Buffer.of(0xff, 0xfe), little]),
    little,
    Buffer.concat([Buffer.of(0xfe, 0xff), big]),
    big,
    Buffer.from(`\uFEFF${text}`),
  ]
  for (const bytes of forms) expect((await read(bytes)).counts).toEqual({'Größe 漢': 1})
})

test('a clock that jumps is said', async () => {
  const {reading, codes} = await read(file(row({}), row({at: at + 7_200_000}), row({at: at + 1000})))
  expect(codes).toEqual(['clock-jump'])
  expect(reading.flags[0]?.text).toContain('time jumps 2 times between rows, first by 7,200 s forward at request 2')
})

test('what Taurus writes is told by its columns', async () => {
  const text = `timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,bytes,grpThreads,allThreads,Latency,Hostname,Connect\n${at},5,Home,200,OK,A 1-1,true,1,1,1,5,host,0\n`
  expect((await read(text)).reading).toMatchObject({tool: 'taurus', format: 'Taurus kpi.jtl'})
})

test('10,000 labels and more are one label for the rest, and memory stays', async () => {
  const rows = Array.from({length: 10_200}, (_, i) => row({label: `GET /item?id=${i}`}))
  const {tally, count} = await read(file(...rows), 65_536)
  expect([tally.labels.length, tally.labels.at(-1), count]).toEqual([10_001, '(other)', 10_200])
})

test.each([
  ['', 'does not begin as a JMeter result in CSV'],
  ['hello world\n', 'has no column timeStamp'],
  ['hello\n', 'does not begin as a JMeter result in CSV'],
  ['timeStamp,label\n1,2\n', 'has no column elapsed'],
  ['elapsed,label\n1,2\n', 'has no column timeStamp'],
  [`${header}\n`, 'has no rows'],
  [`${header}\nx,y\n`, 'has no row that can be read among 1'],
  [file(row({message: '"Number of samples in transaction : 1"'})), 'has rows of Transaction Controllers only'],
  [`${file(row({}))}${'x'.repeat(1_100_000)}`, 'row 2 is longer than 1 MiB'],
])('%# is refused with its reason', async (text, message) => {
  await expect(read(text, 65_536)).rejects.toThrow(`results/run.bin ${message}`)
})
