import {once} from 'node:events'

const chunkSize = 65_536

/** Writes lines to stdout, no faster than its reader takes them; ends early when the reader has gone. */
export async function writeLines(lines: AsyncIterable<string>): Promise<void> {
  const {stdout} = process
  let chunk = ''
  for await (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < chunkSize) continue
    if (stdout.destroyed) return
    if (!stdout.write(chunk)) await Promise.race([once(stdout, 'drain'), once(stdout, 'close')])
    chunk = ''
  }
  if (chunk !== '') stdout.write(chunk)
}
