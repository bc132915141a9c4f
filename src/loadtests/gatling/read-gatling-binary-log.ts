import type {RowReader} from '../reading.js'
import {unreadable} from '../unreadable.js'
import {binaryLogDecoder, GatlingLogBroken} from './decode-binary-log.js'
import {gatlingRows} from './gatling-rows.js'

/**
 * Reads the binary simulation.log of Gatling 3.13 and later into a tally; since 3.14 it is the only file of numbers
 * that Gatling writes. Throws LOAD_TEST_UNREADABLE for a log without a request, or with bytes that are no record: what
 * follows them cannot be told apart any more.
 */
export const readGatlingBinaryLog: RowReader = async ({chunks, file, tally}) => {
  const rows = gatlingRows({tally, file})
  const decoder = binaryLogDecoder(rows.visit)
  try {
    for await (const chunk of chunks) decoder.push(chunk)
  } catch (cause) {
    if (!(cause instanceof GatlingLogBroken)) throw cause
    const what = `is no whole log of Gatling: the bytes from ${cause.offset} on are no record (${rows.requestCount()} requests before)`
    throw unreadable({file, what, suggestions: ['copy the log again, in binary mode'], cause})
  }
  const {isCut} = decoder.end()
  return {
    tool: 'gatling',
    format: 'Gatling binary log',
    toolVersion: rows.version(),
    loop: null,
    startedAt: rows.startedAt(),
    flags: rows.finish({isCut, brokenCount: 0}),
  }
}
