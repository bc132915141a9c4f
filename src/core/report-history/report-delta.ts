import type {ReportDelta} from '../../documents/report-delta.js'
import type {Compared} from './compared.js'
import {deltaFigures} from './delta-figures.js'
import {type DeltaReasons, deltaReasons} from './delta-reasons.js'

type CheckDelta = ReportDelta['checks'][number]

/**
 * What is other in a report than in an earlier one of the same event, with the reason where it is known.
 *
 * Figures that print alike are no change, and are left out. A peak that rose is neither better nor worse; what is short
 * of it is. Two equal reports have an empty delta, and of two swapped ones every direction is the other.
 */
export function reportDelta({before, after}: {before: Compared & {reportId: string}; after: Compared}): ReportDelta {
  const reasons = deltaReasons({before, after})
  return {
    sinceReportId: before.reportId,
    sinceAt: before.at,
    figures: deltaFigures({before, after, reasons}),
    checks: checkDeltas(before, after),
    reasons: Object.values<DeltaReasons[keyof DeltaReasons]>(reasons).flat(),
  }
}

const ranks = {fail: 0, unknown: 1, warn: 1, pass: 2}

function checkDeltas(before: Compared, after: Compared): CheckDelta[] {
  const old = new Map(before.readiness.checks.map((check) => [check.id, check]))
  const now = new Map(after.readiness.checks.map((check) => [check.id, check]))
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((checkId): CheckDelta[] => {
    const [was, is] = [old.get(checkId), now.get(checkId)]
    if (was?.status === is?.status) return []
    // A check that is new, or no longer made, says nothing of whether the shop is better off.
    const rise = was === undefined || is === undefined ? 0 : ranks[is.status] - ranks[was.status]
    return [
      {
        checkId,
        title: is?.title ?? was?.title ?? checkId,
        before: was?.status ?? null,
        after: is?.status ?? null,
        direction: rise > 0 ? 'better' : rise < 0 ? 'worse' : 'neutral',
      },
    ]
  })
}
