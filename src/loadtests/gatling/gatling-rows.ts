import type {LoadTestFlag} from '../../documents/load-test.js'
import {utcOfMs} from '../json-values.js'
import {checkRows, cutOff} from '../row-flags.js'
import type {Tally} from '../tally.js'
import type {GatlingRequest, GatlingVisit} from './decode-binary-log.js'

const mostNames = 20_000

/**
 * Counts the records of a Gatling log: requests by the path of their groups and name, users that have started and not
 * ended. A request whose end is before its start never ended (Gatling marks it so) and is left out.
 */
export function gatlingRows({tally, file}: {tally: Tally; file: string}) {
  const generator = tally.generatorId(file)
  const labels = new Map<string, number>()
  let startMs: number | null = null
  let version = ''
  let userCount = 0
  let requestCount = 0
  let endlessCount = 0

  function labelOf({groups, name}: GatlingRequest): number {
    const path = groups.length === 0 ? name : `${groups.join(' / ')} / ${name}`
    const known = labels.get(path)
    if (known !== undefined) return known
    if (labels.size >= mostNames) labels.clear()
    const label = tally.labelId(path)
    labels.set(path, label)
    return label
  }

  const visit: GatlingVisit = {
    onRun(run) {
      startMs ??= run.startMs
      version = run.version
    },
    onRequest(request) {
      if (request.endMs < request.startMs) {
        endlessCount++
        return
      }
      requestCount++
      tally.add(labelOf(request), request.startMs, (request.endMs - request.startMs) * 1000, !request.isOk)
    },
    onUser({atMs, isStart}) {
      userCount = Math.max(0, userCount + (isStart ? 1 : -1))
      tally.users(atMs, userCount, generator)
    },
  }

  return {
    visit,
    startedAt: () => utcOfMs(startMs),
    version: () => (/^\d+\.\d/.test(version) ? version : null),
    requestCount: () => requestCount,
    /** The flags of the whole log. Throws LOAD_TEST_UNREADABLE where it has no request. */
    finish({isCut, brokenCount}: {isCut: boolean; brokenCount: number}): LoadTestFlag[] {
      checkRows({file, rowCount: requestCount, brokenCount})
      return [...(isCut ? [cutOff] : []), ...(endlessCount > 0 ? [endless(endlessCount)] : [])]
    },
  }
}

const endless = (count: number): LoadTestFlag => ({
  code: 'unfinished-requests',
  severity: 'info',
  text: `${count.toLocaleString('en')} requests never ended and are left out`,
})
