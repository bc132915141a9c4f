import type {Offer} from '../../documents/choice.js'
import {chanceOf} from '../risk/breach-risk.js'
import {breakingOf, lowestCapacity} from '../risk/effective-capacity.js'
import {type Course, expectedLoss} from '../risk/expected-loss.js'
import type {JointDraws} from '../risk/joint-draws.js'
import type {Chosen} from './choose-factors.js'
import type {SizeAll} from './tier-ladder.js'
import {windowCostOf} from './window-cost.js'

export type Sought = {
  sizeAll: SizeAll
  draws: JointDraws
  course: Course
  targetRatio: number
  budgetUsd: number | null
}

/** What one plan costs in the window and leaves to chance. */
export function offerOf({
  sought: {sizeAll, draws, course},
  chosen,
  ratio,
  label,
}: {
  sought: Sought
  /** Null for the estate as it is. */
  chosen: Chosen | null
  ratio: number | null
  label: string
}): Offer {
  const {limits, changes} = sizeAll(chosen?.factors ?? new Map())
  const breaking = breakingOf(limits, chosen === null ? 'today' : 'planned')
  const breachRatio = chanceOf(breaking, draws).breachRatio
  const loss = expectedLoss({capacityRps: lowestCapacity(breaking, draws), draws, course})
  return {
    targetRatio: ratio,
    label,
    isMet: ratio === null || breachRatio <= ratio,
    windowCostUsd: chosen === null || changes.length === 0 ? 0 : windowCostOf(changes),
    breachRatio,
    lossUsd: loss.salesUsd,
    lossRequestRatio: loss.requestRatio,
    designFactors: Object.fromEntries(chosen?.factors ?? []),
    isChosen: false,
  }
}
