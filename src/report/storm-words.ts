import type {Run, Storm} from '../documents/run.js'
import type {QuantileName} from '../documents/units.js'
import {limitName} from './limit-words.js'
import {finePercent, percent, rate, times} from './number.js'

/** Limits that one sentence names. */
const mostNamed = 3

/** What a purge or a miss storm at the peak would do, in one sentence; null without a CDN that could lose its cache. */
export function stormWords(run: Run): string | null {
  const storm = run.cdn?.storm ?? null
  if (storm === null) return null
  const {target} = run.plan
  const named = storm.shares.slice(0, mostNamed).map((share) => shareWords(share, target))
  const more = storm.shares.length > mostNamed ? ` and ${storm.shares.length - mostNamed} more` : ''
  const shares =
    named.length === 0 ? '' : `; at ${target.toUpperCase()}, of the load each breaks at: ${named.join(', ')}${more}`
  return (
    `After a purge: ${finePercent(storm.hitRatio)} hit ratio (${storm.origin}) puts ${times(storm.factorRatio)} the load on ` +
    `the load balancer${shares}.`
  )
}

/** The same as a short screen has it: of the limits the fullest, and where the others stand. */
export function stormBrief(run: Run): string | null {
  const storm = run.cdn?.storm ?? null
  if (storm === null) return null
  const {target} = run.plan
  const [worst] = storm.shares
  const lead = `After a purge (${storm.origin}) ${times(storm.factorRatio)} the load comes through`
  if (worst === undefined) return `${lead}.`
  const [now, after] = [percent(worst.now[`${target}Ratio`]), percent(worst.after[`${target}Ratio`])]
  const planned = now === after ? '' : ` (${after} with the plan)`
  return `${lead}; at ${target.toUpperCase()} ${limitName(worst)} is at ${now} of the load it breaks at${planned}: --explain cdn.`
}

/** The same step by step: the law, its inputs, and every limit. */
export function stormSteps(run: Run): string[] {
  const {cdn} = run
  if (cdn?.storm == null) return []
  const {storm} = cdn
  const {target} = run.plan
  return [
    `Miss storm: (1 − ${finePercent(storm.hitRatio)}) / (1 − ${finePercent(cdn.hitRatio)}) = ${times(storm.factorRatio)} the load, ` +
      `with a hit ratio of ${finePercent(storm.hitRatio)}: ${storm.origin}.`,
    `At the load balancer then: P50 ${rate(storm.originPeak.p50Rps)}, P90 ${rate(storm.originPeak.p90Rps)}, P99 ${rate(storm.originPeak.p99Rps)} req/s.`,
    ...storm.shares.map(
      (share) => `In the storm at ${target.toUpperCase()}, of the load it breaks at: ${shareWords(share, target)}.`,
    ),
  ]
}

function shareWords(share: Storm['shares'][number], target: QuantileName): string {
  const [now, after] = [share.now[`${target}Ratio`], share.after[`${target}Ratio`]]
  const planned = after === now ? '' : ` (${percent(after)} with the plan)`
  return `${limitName(share)} ${percent(now)}${planned}`
}
