import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'

/** The peer of bench-traffic: what anyone writes first. No check, no zone, no grid. */
const startMs = performance.now()
const bytes = readFileSync(process.argv[2])
const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')
const rows = text
  .split('\n')
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => {
    const [at, hits] = line.split(',')
    return {atMs: Date.parse(at), hits: Number(hits)}
  })
const wallS = Number(((performance.now() - startMs) / 1000).toFixed(2))
console.log(JSON.stringify({count: rows.length, sum: rows.reduce((total, {hits}) => total + hits, 0), wallS}))
