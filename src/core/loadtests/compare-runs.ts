import type {ComparisonRow, HistoryChange, LoadComparison, RunName} from '../../documents/load-comparison.js'
import {checkThreshold, type Threshold} from './check-threshold.js'
import {compareRows} from './compare-rows.js'
import type {ComparedRun} from './compared-run.js'
import {comparisonWords} from './comparison-words.js'
import {findChanges} from './find-changes.js'
import {findUnlikeness} from './find-unlikeness.js'
import {haveSameLevels} from './metric-samples.js'

/**
 * Compares new load-test runs with those of a base, like with like, and says whether anything got worse.
 *
 * `base` and `new` are runs of one version each; `history` is every run that is kept, in any order, both sides among
 * them or not: those that are alike and no later than the new ones tell the scatter from run to run and, from eight on,
 * where it changed. Runs unlike the first new one are left out with their reason, and where no base is left the verdict
 * is `not-comparable`.
 * `minEffectRatio` is the least change that counts (0.05: five percent). Thresholds are bounds on the new runs alone;
 * a broken one is a regression. The verdict is the worst of all rows, changes and thresholds. Runs are the sample, so
 * three a side are asked for; single ones only raise a suspicion.
 */
export function compareRuns({
  base,
  new: fresh,
  history,
  minEffectRatio,
  thresholds,
}: {
  base: readonly ComparedRun[]
  new: readonly ComparedRun[]
  history: readonly ComparedRun[]
  minEffectRatio: number
  thresholds: readonly Threshold[]
}): LoadComparison {
  const [first] = fresh
  const alike = (runs: readonly ComparedRun[]) =>
    runs.filter((run) => first !== undefined && findUnlikeness(first, run).length === 0)
  const sides = {base: alike(base), new: alike(fresh)}
  const usedIds = new Set([...sides.base, ...sides.new].map(({id}) => id))
  const lastAt = sides.new.map(({startedAt}) => startedAt ?? '').reduce((last, at) => (at > last ? at : last), '')
  const others = alike(history).filter(({id, startedAt}) => !usedIds.has(id) && (startedAt ?? '') <= lastAt)
  const earlier = inTime([...others, ...sides.base])
  const isCompared = sides.base.length > 0 && sides.new.length > 0
  const rows = isCompared ? compareRows({...sides, history: earlier}, minEffectRatio) : []
  const changes = isCompared
    ? findChanges({runs: [...earlier, ...inTime(sides.new)], newCount: sides.new.length, minEffectRatio})
    : []
  const checked = thresholds.map((threshold) => checkThreshold(threshold, sides.new))
  const parts = {
    reasons: isCompared ? [] : reasonsOf(first, base),
    base: (isCompared ? sides.base : base).map(nameOf),
    new: sides.new.map(nameOf),
    historyCount: earlier.length,
    rows,
    changes,
    thresholds: checked,
    warnings: first === undefined ? [] : warningsOf({first, given: [...base, ...fresh], sides, isCompared}),
  }
  const verdict = checked.some(({isKept}) => !isKept)
    ? ('regression' as const)
    : isCompared
      ? worstOf(rows, changes)
      : base.length === 0
        ? ('no-base' as const)
        : ('not-comparable' as const)
  return {schema: 'ecom-plan.load-comparison/v1', verdict, ...parts, words: comparisonWords({verdict, ...parts})}
}

const nameOf = ({id, name, startedAt, commit}: ComparedRun): RunName => ({id, name, startedAt, commit})

/** By their start; runs without one come first, as they were given. */
function inTime(runs: readonly ComparedRun[]): ComparedRun[] {
  return [...runs].sort(
    (a, b) => Number((a.startedAt ?? '') > (b.startedAt ?? '')) - Number((a.startedAt ?? '') < (b.startedAt ?? '')),
  )
}

function reasonsOf(first: ComparedRun | undefined, base: readonly ComparedRun[]): string[] {
  if (first === undefined) return ['there is no new run']
  if (base.length === 0) return ['there is no earlier run to compare with']
  return base.flatMap((run) => findUnlikeness(run, first).map((reason) => `${run.name}: ${reason}`))
}

function warningsOf({
  first,
  given,
  sides,
  isCompared,
}: {
  first: ComparedRun
  given: readonly ComparedRun[]
  sides: {base: readonly ComparedRun[]; new: readonly ComparedRun[]}
  isCompared: boolean
}): string[] {
  const used = new Set([...sides.base, ...sides.new])
  const leftOut = given.filter((run) => isCompared && !used.has(run))
  const versions = new Set([...used].map(({toolVersion}) => toolVersion).filter((version) => version !== null))
  return [
    ...leftOut.map((run) => `${run.name} was left out: ${findUnlikeness(run, first).join('; ')}`),
    ...(isCompared ? unevenLabels([...sides.base, ...sides.new]) : []),
    ...(versions.size > 1
      ? [`the runs come from ${versions.size} versions of the tool: ${[...versions].join(', ')}`]
      : []),
  ]
}

function unevenLabels(runs: readonly ComparedRun[]): string[] {
  const uneven = (runs[0]?.labels ?? []).map(({label}) => label).filter((label) => !haveSameLevels(runs, label))
  if (uneven.length === 0) return []
  return [`not every run has these at every level of load, so they were not compared: ${uneven.join(', ')}`]
}

function worstOf(rows: readonly ComparisonRow[], changes: readonly HistoryChange[]): LoadComparison['verdict'] {
  const has = (verdict: ComparisonRow['verdict']) => rows.some((row) => row.verdict === verdict)
  if (has('regression') || changes.some(({isWorse, isNew}) => isWorse && isNew)) return 'regression'
  if (has('suspected')) return 'suspected'
  // Failures can always be counted, and say nothing of response times.
  const isTested = rows.some(({metric, verdict}) => metric !== 'errors' && verdict !== 'untested')
  if (!isTested) return 'untested'
  return has('improvement') ? 'improvement' : 'unchanged'
}
