import {readTrafficCsv} from '../../src/files/read-traffic-csv.ts'
import {readTrafficParquet} from '../../src/files/read-traffic-parquet.ts'

/** Bundled by bench-traffic and run alone, so that nothing but the reading is measured: reads one file, prints its sum. */
const path = process.argv[2] ?? ''
const startMs = performance.now()
const read = path.endsWith('.parquet') ? readTrafficParquet : readTrafficCsv
const {window} = await read({path, timeColumn: 'at', valueColumn: 'hits', unit: 'count', timezone: 'UTC'})
const wallS = Number(((performance.now() - startMs) / 1000).toFixed(2))
const sum = window.values.reduce<number>((total, value) => total + (value ?? 0), 0)
console.log(JSON.stringify({count: window.values.length, sum, wallS}))
