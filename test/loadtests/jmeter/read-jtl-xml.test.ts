import {expect, test} from 'vitest'
import {readJtlXml} from '../../../src/loadtests/jmeter/read-jtl-xml.js'
import {fixtureBytes, readRows} from '../read-bytes.js'

const at = 1_795_417_807_000
const read = async (text: string | Buffer, chunkBytes = 97) => {
  const {answers, reading, tally, count, failedCount} = await readRows({
    reader: readJtlXml,
    bytes: Buffer.from(text),
    chunkBytes,
  })
  const counts = Object.fromEntries(answers.map(({label, count}) => [label, count]))
  return {counts, count, failedCount, answers, reading, codes: reading.flags.map(({code}) => code), tally}
}
const results = (...samples: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testResults version="1.2">\n${samples.join('\n')}\n</testResults>\n`
const sample = (attributes: string, inner = '') => {
  const tag = `httpSample t="20" ts="${at}" s="true" tn="A 1-1" na="3" ${attributes}`
  return inner === '' ? `<${tag}/>` : `<${tag}>${inner}</httpSample>`
}

test('a recorded run: counted by hand with awk', async () => {
  const {answers, reading, count} = await read(fixtureBytes('jmeter/step-head.xml.gz'))
  expect(count).toBe(600)
  expect(answers[0]).toMatchObject({label: 'Home', count: 121})
  expect(answers[0]?.meanS).toBeCloseTo(0.0121983, 7)
  expect(answers.map(({label}) => label)).toContain('Search "shoe, red"')
  expect(reading).toMatchObject({tool: 'jmeter', format: 'JTL XML', flags: []})
})

test('only the outermost samples count, and those inside a Transaction Controller are outermost', async () => {
  const inner = sample('lb="Page-0"', sample('lb="Page-0-0"'))
  const {counts, codes} = await read(
    results(
      sample('lb="Page"', `<assertionResult><name>a &gt; b</name></assertionResult>${inner}`),
      `<sample t="40" ts="${at}" s="true" lb="Buy" rm="Number of samples in transaction : 1, number of failing samples : 0">${sample('lb="Cart"', sample('lb="Cart-0"'))}</sample>`,
      sample('lb="Page"'),
    ),
  )
  expect(counts).toEqual({Page: 2, Cart: 1})
  expect(codes).toEqual(['transactions-left-out', 'sub-results-left-out'])
})

test('text, comments and CDATA that look like samples are none', async () => {
  const inner =
    '<!-- <httpSample t="1" ts="1"/> --><responseData><![CDATA[<httpSample t="1" ts="1"/>]]> &lt;sample/&gt;</responseData>'
  for (const chunkBytes of [1, 7, 5000])
    expect((await read(results(sample('lb="Page"', inner)), chunkBytes)).counts).toEqual({Page: 1})
})

test('entities, single quotes, signs inside attributes, and blanks before the declaration', async () => {
  const text = `  \n${results(sample("lb='a &amp;lt; &#x6f22; &quot;b&quot; > c'"))}`
  expect((await read(text)).counts).toEqual({'a &lt; 漢 "b" > c': 1})
})

test('failures, users, statistical samples, and the names of JMeter 1', async () => {
  const {failedCount, count, tally, codes} = await read(
    results(
      `<sample t="20" ts="${at}" s="false" lb="A" na="5" hn="h1"/>`,
      `<sample t="20" ts="${at}" rs="500" lb="A" na="7" hn="h2"/>`,
      `<sample t="300" ts="${at}" s="false" lb="A" sc="10" ec="4"/>`,
      `<sampleResult time="30" timeStamp="${at}" success="false" label="Old" threadName="T"/>`,
    ),
  )
  expect({failedCount, count, codes}).toEqual({failedCount: 7, count: 13, codes: ['statistical-rows']})
  expect([...tally.gauge.total().values()]).toEqual([12])
})

test('stamps at the end', async () => {
  const times = [10, 90, 20, 70, 30, 60, 10, 80, 20, 90, 15, 60]
  const endMs = (i: number) => at + times.slice(0, i + 1).reduce((sum, ms) => sum + ms)
  const samples = times.map((ms, i) => `<httpSample t="${ms}" ts="${endMs(i)}" s="true" lb="A" tn="T 1-1"/>`)
  const {tally, codes} = await read(results(...samples))
  expect({first: tally.firstMs, codes}).toEqual({first: at, codes: ['end-stamps']})
})

test('a file that is cut off keeps the samples before', async () => {
  const whole = results(sample('lb="A"'), sample('lb="A"'), sample('lb="A"'))
  expect(await read(whole.slice(0, whole.lastIndexOf('lb=')))).toMatchObject({count: 2, codes: ['cut-off']})
  expect(await read(whole.replace('</testResults>', ''))).toMatchObject({count: 3, codes: ['cut-off']})
})

test.each([
  ['', 'has no rows'],
  [results(), 'has no rows'],
  [results('<httpSample t="x" ts="1"/>'), 'has no row that can be read'],
  [`<testResults><httpSample lb="${'x'.repeat(1_200_000)}`, 'has a tag of more than 1 MiB'],
])('%# is refused with its reason', async (text, message) => {
  await expect(read(text, 65_536)).rejects.toThrow(`results/run.bin ${message}`)
})
