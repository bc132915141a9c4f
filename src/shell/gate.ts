import type {Plan} from '../documents/plan.js'

/** Whether a verdict is at least as bad as the gate that was asked for. */
export function failsGate(verdict: Plan['verdict'], gate: 'risk' | 'not-ready' | undefined): boolean {
  if (gate === undefined) return false
  return gate === 'risk' ? verdict !== 'ready' : verdict === 'not-ready'
}
