import type {RowReader} from '../reading.js'
import {checkRows, cutOff} from '../row-flags.js'
import {unreadable} from '../unreadable.js'
import {type GobFields, gobDecoder} from './decode-gob.js'
import {GobBroken} from './gob-reader.js'
import {vegetaRows} from './vegeta-rows.js'

/**
 * Reads the results that `vegeta attack` writes, a gob stream. Several streams one after another (`cat *.bin`) are
 * read as one, which vegeta itself cannot. Throws LOAD_TEST_UNREADABLE where the bytes are no such stream.
 *
 * @source https://github.com/tsenart/vegeta (lib/results.go) and https://pkg.go.dev/encoding/gob
 */
export const readVegetaGob: RowReader = async ({chunks, file, tally}) => {
  const rows = vegetaRows(tally)
  let otherCount = 0
  const decoder = gobDecoder((name, fields) => {
    const startMs = name === 'Result' ? goTimeMs(fields.get('Timestamp')) : Number.NaN
    if (Number.isNaN(startMs)) otherCount++
    else rows.add({startMs, ...partsOf(fields)})
  })
  try {
    for await (const chunk of chunks) decoder.push(chunk)
  } catch (cause) {
    if (!(cause instanceof GobBroken)) throw cause
    const what = `is no whole gob stream: it breaks after ${rows.count()} results`
    throw unreadable({file, what, suggestions: [`vegeta encode ${file} > results.json`], cause})
  }
  const {isCut} = decoder.end()
  checkRows({file, rowCount: rows.count(), brokenCount: otherCount})
  const flags = isCut ? [cutOff] : []
  return {tool: 'vegeta', format: 'Vegeta gob', toolVersion: null, loop: 'open', startedAt: null, flags}
}

/** gob leaves out what is zero: a missing code is that of a request without an answer. */
function partsOf(fields: GobFields) {
  const number = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'number' ? value : 0
  }
  const text = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'object' ? value.toString('utf8') : ''
  }
  return {
    latencyUs: number('Latency') / 1000,
    code: number('Code'),
    method: text('Method'),
    url: text('URL'),
    attack: text('Attack'),
  }
}

const secondsFromYear1 = 62_135_596_800n

/**
 * The instant in what time.Time writes of itself: a version, seconds since the year 1 (8 bytes), nanoseconds (4) and
 * the zone (2, in version 2 one more). NaN for anything else.
 */
function goTimeMs(bytes: number | Buffer | undefined): number {
  if (typeof bytes !== 'object' || bytes.length < 15 || bytes.length > 16) return Number.NaN
  const seconds = Number(bytes.readBigInt64BE(1) - secondsFromYear1)
  return seconds * 1000 + bytes.readInt32BE(9) / 1e6
}
