import type {Run} from '../documents/run.js'

/** That a run rests on assumptions, and which; null of a run about the estate as it is. */
export function whatIfWords({whatIf}: Pick<Run, 'whatIf'>): {title: string; said: string; caution: string} | null {
  if (whatIf === undefined) return null
  return {
    title: 'WHAT IF',
    said: whatIf.join(', '),
    caution: 'Taken for true in this run only: nothing of it is planned to be done, and the plan cannot be applied.',
  }
}
