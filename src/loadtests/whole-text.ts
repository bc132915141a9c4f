import {encodingOf} from './detect.js'
import type {Source} from './open-source.js'
import {unreadable} from './unreadable.js'

const mostBytes = 64 * 2 ** 20

/** The text of a source of at most 64 MiB, in UTF-8 or UTF-16, without its byte order mark. */
export async function wholeText(source: Source): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source.chunks) {
    size += chunk.length
    if (size > mostBytes) {
      throw unreadable({
        file: source.file,
        what: 'is larger than 64 MiB, too much for a summary',
        suggestions: ['import the rows behind it, such as --out json of k6 or the JTL of JMeter'],
      })
    }
    chunks.push(Buffer.from(chunk))
  }
  const bytes = Buffer.concat(chunks)
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}
