import {createReadStream, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {createInterface} from 'node:readline'

/**
 * How the same counts are had without a reader of one's own: requests and failures per label and second and a count of
 * every millisecond per label, of rows that a library finds. It knows none of JMeter's traps, and `readline` not even
 * quotes. `ECOM_PLAN_BENCH_PEERS` names a folder in whose node_modules DuckDB is looked for: 70 MB that no test needs.
 */
const [how, path, output] = process.argv.slice(2)
const labels = new Map()
let rowCount = 0

function count(label, atMs, elapsedMs, isFailed) {
  rowCount++
  let counts = labels.get(label)
  if (counts === undefined) {
    counts = {seconds: new Map(), times: new Uint32Array(65_536)}
    labels.set(label, counts)
  }
  const second = Math.floor(atMs / 1000)
  const here = counts.seconds.get(second)
  if (here === undefined) counts.seconds.set(second, {requestCount: 1, failedCount: isFailed ? 1 : 0})
  else {
    here.requestCount++
    if (isFailed) here.failedCount++
  }
  counts.times[Math.min(65_535, elapsedMs | 0)]++
}

const countRow = (fields) => count(fields[2], Number(fields[0]), Number(fields[1]), fields[7] !== 'true')
const lines = () => createInterface({input: createReadStream(path, {highWaterMark: 1_048_576})})

const ways = {
  readline: () =>
    new Promise((resolve) => {
      const input = lines()
      input.on('line', (line) => countRow(line.split(',')))
      input.on('close', resolve)
    }),
  'csv-parse': async () => {
    const {parse} = await import('csv-parse')
    const parser = createReadStream(path, {highWaterMark: 1_048_576}).pipe(parse({relax_column_count: true}))
    for await (const fields of parser) countRow(fields)
  },
  duckdb: async () => {
    const {DuckDBInstance} = createRequire(`${process.env.ECOM_PLAN_BENCH_PEERS}/`)('@duckdb/node-api')
    const connection = await (await DuckDBInstance.create()).connect()
    const table = `read_csv('${path}', header = true, ignore_errors = true)`
    const bySecond = `select label, timeStamp // 1000, count(*), count(*) filter (not success) from ${table} group by 1, 2`
    const byLabel = `select label, count(*), approx_quantile(elapsed, [0.5, 0.95, 0.99, 0.999]) from ${table} group by 1`
    for (const sql of [bySecond, byLabel]) rowCount = (await connection.runAndReadAll(sql)).getRows().length
  },
  'JSON.parse': () =>
    new Promise((resolve) => {
      const input = lines()
      input.on('line', (line) => {
        const {metric, type, data} = JSON.parse(line)
        if (metric !== 'http_req_duration' || type !== 'Point') return
        count(data.tags.name, Date.parse(data.time) - data.value, data.value, data.tags.expected_response === 'false')
      })
      input.on('close', resolve)
    }),
}
await ways[how]()
writeFileSync(output, JSON.stringify(rowCount))
