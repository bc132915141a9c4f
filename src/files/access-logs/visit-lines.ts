/** A line without its end, its number from 1; null for one that is too long to be a request. */
type Visit = (line: string | null, lineNumber: number) => void

/** ALB cuts user agents at 8 KiB and URLs cannot be much longer, so this is far beyond any real line. */
const longestLine = 262_144

/**
 * Visits the lines of a text in order as its chunks come. Bytes are read as Latin-1: what is looked for is ASCII, and
 * nothing can be undecodable. A line beyond 256 KiB is visited as null and never held in memory. What follows the last
 * line break is a line too. Throws what the chunks and `visit` throw.
 */
export async function visitLines({chunks, visit}: {chunks: AsyncIterable<Buffer>; visit: Visit}): Promise<void> {
  const split = lineSplitter(visit)
  for await (const chunk of chunks) split.push(chunk.toString('latin1'))
  split.end()
}

function lineSplitter(visit: Visit) {
  let rest = ''
  let isTooLong = false
  let lineNumber = 1
  const take = (line: string) => {
    const isNull = isTooLong || line.length > longestLine
    isTooLong = false
    visit(isNull ? null : withoutReturn(line), lineNumber++)
  }
  const keep = (part: string) => {
    isTooLong ||= rest.length + part.length > longestLine
    rest = isTooLong ? '' : rest + part
  }
  const push = (text: string) => {
    let end = text.indexOf('\n')
    if (end < 0) return keep(text)
    keep(text.slice(0, end))
    take(rest)
    let from = end + 1
    for (end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
      take(text.slice(from, end))
      from = end + 1
    }
    rest = ''
    keep(text.slice(from))
  }
  return {push, end: () => (rest === '' && !isTooLong ? undefined : take(rest))}
}

const withoutReturn = (line: string) => (line.charCodeAt(line.length - 1) === 13 ? line.slice(0, -1) : line)
