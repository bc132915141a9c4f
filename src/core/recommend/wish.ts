import type {DraftPatch} from '../../documents/patch.js'
import type {Cost} from '../../documents/plan.js'

/** One thing that is wanted for the window: the words of its change, and the calls that make it. */
export type Wish = {
  id: string
  setting: string
  from: string
  to: string
  because: string
  evidence?: string[]
  cost: Cost
  leadTimeS: number
  patches: DraftPatch[]
}

/** What is wanted of a tier and can be had, and what cannot, with the reason and what to do. */
export type Wishes = {wishes: Wish[]; unmet: {what: string; because: string; next: string}[]}

/** What costs nothing of itself; what it makes scale is billed as ever. */
export const freeCost: Cost = {windowUsd: 0, monthUsd: 0, because: 'costs nothing of itself'}
