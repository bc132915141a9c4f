import type {Judge} from '../forecast/uplift.js'

/** Gives what was fitted under a key, and fits it the first time; `make` gets the judgements it may read. */
export type FitOnce = <T>(key: string, make: (judgement: Judge) => T) => T

/**
 * Keeps every fit to measured data of one walk: a plan is sized many times until its risk is right, and what was
 * measured stays the same. A key stands for one kind of fit of one tier; what `make` returns may not hang on the size
 * that is being tried.
 */
export function makeFitOnce(judgement: Judge): FitOnce {
  const fitted = new Map<string, unknown>()
  return <T>(key: string, make: (judgement: Judge) => T): T => {
    if (!fitted.has(key)) fitted.set(key, make(judgement))
    return fitted.get(key) as T
  }
}
