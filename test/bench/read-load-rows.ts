import {writeFileSync} from 'node:fs'
import {open} from 'node:fs/promises'
import {Readable} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {ResponseTimeHistogram} from '../../src/documents/response-time-histogram.ts'
import {readJtlCsv} from '../../src/loadtests/jmeter/read-jtl-csv.ts'
import {readK6Json} from '../../src/loadtests/k6/read-k6-json.ts'
import {Tally} from '../../src/loadtests/tally.ts'
import {type FoundLabel, ratios} from './written-counts.ts'

const chunkBytes = 1_048_576

/** Bundled by bench-loadtest and run alone: reads rows as an import does, but for the digest; writes what it counted. */
const [format, path = '', output = ''] = process.argv.slice(2)
const tally = new Tally()
await (format === 'jtl' ? readJtlCsv : readK6Json)({chunks: chunksOf(path), file: path, tally})
const found = Object.fromEntries(
  tally.labels.map((name, label): [string, FoundLabel] => {
    const windows = [...tally.counts.ofLabel(label)]
    const sum = new ResponseTimeHistogram()
    tally.addAnswers({label, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, sum})
    return [
      name,
      {
        seconds: windows.map(({window, requestCount, failedCount}) => [window, requestCount, failedCount]),
        percentiles: ratios.map((ratio) => sum.quantileS(ratio) ?? 0),
      },
    ]
  }),
)
writeFileSync(output, JSON.stringify(found))

function chunksOf(path: string): AsyncIterable<Buffer> {
  const bytes = bytesOf(path)
  return path.endsWith('.gz') ? Readable.from(bytes).pipe(createGunzip({chunkSize: chunkBytes})) : bytes
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = await open(path)
  // What unpacks still holds a chunk when the next is read.
  const shared = path.endsWith('.gz') ? null : Buffer.allocUnsafe(chunkBytes)
  for (;;) {
    const buffer = shared ?? Buffer.allocUnsafe(chunkBytes)
    const {bytesRead} = await file.read(buffer, 0, chunkBytes)
    if (bytesRead === 0) break
    yield buffer.subarray(0, bytesRead)
  }
  await file.close()
}
