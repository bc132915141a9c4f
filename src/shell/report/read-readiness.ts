import type {Readiness} from '../../documents/readiness.js'
import type {Warning} from '../base-command.js'
import type {Walked} from '../walk.js'

/** Readiness of what a walk found. */
export async function readReadiness({
  walked: {run},
}: {
  walked: Walked
  at: string
  isOffline: boolean
}): Promise<{readiness: Readiness; warnings: Warning[]}> {
  const {verdict, summary} = run.plan
  const readiness: Readiness = {
    verdict,
    scorePoints: 0,
    cap: null,
    sentence: summary,
    checks: [],
    because: 'No check was made.',
  }
  return {readiness, warnings: []}
}
