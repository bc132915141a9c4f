import type {LogFile} from './list-log-files.js'
import {openLog} from './open-log.js'

/**
 * Whether a file holds no log lines but what was counted of them: our own document, or the result of our query as
 * Athena writes it. Null for anything else. Throws as openLog does.
 */
export async function detectCounted(file: LogFile): Promise<'document' | 'result' | null> {
  const log = await openLog(file, {headBytes: 256})
  await log.close()
  const head = log.head.replace(/^\u00ef\u00bb\u00bf/, '').trimStart()
  if (/^\{\s*"schema"\s*:\s*"ecom-plan\.access-log-traffic\//.test(head)) return 'document'
  return /^"?kind"?,"?name"?,"?slot"?,/.test(head) ? 'result' : null
}
