import {StringDecoder} from 'node:string_decoder'
import {unreadable} from './unreadable.js'

const longestLine = 1_048_576

/**
 * Cuts bytes in UTF-8 into lines, chunk by chunk, and visits each without its line break (LF or CRLF). `end` visits
 * what is left when the file has no line break at its end, and says so. Throws LOAD_TEST_UNREADABLE for a line of more
 * than a million characters, so that memory stays bounded.
 */
export function lineSplitter({file, visit}: {file: string; visit: (line: string, isLast: boolean) => void}) {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let lineCount = 0

  function take(text: string): void {
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      const line = rest + text.slice(start, end)
      rest = ''
      start = end + 1
      lineCount++
      visit(line.endsWith('\r') ? line.slice(0, -1) : line, false)
    }
    rest += text.slice(start)
    if (rest.length <= longestLine) return
    throw unreadable({
      file,
      field: `line ${lineCount + 1}`,
      what: `has over a million characters in line ${lineCount + 1}`,
    })
  }

  return {
    push: (chunk: Buffer): void => take(decoder.write(chunk)),
    end(): void {
      take(decoder.end())
      if (rest !== '') visit(rest.endsWith('\r') ? rest.slice(0, -1) : rest, true)
      rest = ''
    },
  }
}
