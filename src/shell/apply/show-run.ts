import type {Opened} from '../../documents/journal.js'
import type {Patch} from '../../documents/patch.js'
import {type RunLine, renderRunLine} from '../../report/terminal/render-run.js'
import type {ScreenOptions} from '../../report/terminal/screen.js'
import {type EventClock, eventClock} from '../../report/time.js'
import type {RunStep} from './ports.js'

export type RunShow = {journal: (place: string, opened: Opened) => void; step: (step: RunStep) => void}

/** Prints a run as it happens, one line a change; `log` takes a line. Nothing where `isQuiet`. */
export function showRun({
  log,
  options,
  isVerified,
  isQuiet,
}: {
  log: (text: string) => void
  options: ScreenOptions
  isVerified: boolean
  isQuiet: boolean
}): RunShow {
  if (isQuiet) return {journal: () => {}, step: () => {}}
  let clock: EventClock | null = null
  let ids: string[] = []
  const begun = new Map<string, number>()
  const shown = new Map<string, string>()
  const print = (patch: Patch, end: Pick<RunLine, 'mark' | 'state' | 'message'>) => {
    if (clock === null || shown.get(patch.id) === end.state) return
    shown.set(patch.id, end.state)
    const at = begun.get(patch.id)
    const tookS = at === undefined ? null : (performance.now() - at) / 1000
    const line: RunLine = {patch, index: ids.indexOf(patch.id) + 1, count: ids.length, tookS, ...end}
    log(renderRunLine({line, clock, options}))
  }
  return {
    journal: (place, {patches, timezone}) => {
      ids = patches.map(({id}) => id)
      clock = eventClock(timezone)
      log(`Journal  ${place}`)
    },
    step: (step) => {
      if (step.kind === 'sending' && !begun.has(step.patch.id)) begun.set(step.patch.id, performance.now())
      const end = endOf(step, isVerified)
      if (end !== null && step.kind !== 'sending') print(step.patch, end)
    },
  }
}

/** How a line of the run ends, where a step ends one. */
function endOf(step: RunStep, isVerified: boolean): Pick<RunLine, 'mark' | 'state' | 'message'> | null {
  if (step.kind === 'verified') {
    return step.isConverged
      ? {mark: 'good', state: 'verified', message: null}
      : {mark: 'warn', state: 'taken, not shown yet', message: null}
  }
  if (step.kind !== 'outcome') return null
  const {result, message} = step
  if (result === 'accepted') return isVerified ? null : {mark: 'good', state: 'live', message: null}
  if (result === 'already') return {mark: 'good', state: 'there already', message: null}
  if (result === 'found-done') return isVerified ? null : {mark: 'good', state: 'live', message: null}
  if (result === 'refused' || result === 'conflict') return {mark: 'bad', state: result, message}
  return null
}
