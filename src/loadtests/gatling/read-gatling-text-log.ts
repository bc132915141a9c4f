import type {RowReader} from '../reading.js'
import {brokenRows} from '../row-flags.js'
import {utf8Chunks} from '../utf8-chunks.js'
import {textLogDecoder} from './decode-text-log.js'
import {gatlingRows} from './gatling-rows.js'

/**
 * Reads the simulation.log of Gatling 2.0 to 3.12 into a tally. The version told is the one in the file, which is 2.0
 * in many of 3.x. Throws LOAD_TEST_UNREADABLE for a log without a request.
 */
export const readGatlingTextLog: RowReader = async ({chunks, file, tally}) => {
  const rows = gatlingRows({tally, file})
  const decoder = textLogDecoder({file, ...rows.visit})
  for await (const chunk of utf8Chunks(chunks)) decoder.push(chunk)
  const {isCut, oddLineCount} = decoder.end()
  const flags = rows.finish({isCut, brokenCount: oddLineCount})
  return {
    tool: 'gatling',
    format: 'Gatling text log',
    toolVersion: rows.version(),
    loop: null,
    startedAt: rows.startedAt(),
    flags: [...flags, ...(oddLineCount > 0 ? [brokenRows(oddLineCount)] : [])],
  }
}
