import {nearestName} from '../documents/nearest-name.js'
import type {Run} from '../documents/run.js'
import {PlanError} from '../errors.js'
import {explainTopics} from '../report/terminal/render-explain.js'

/** Throws EXPLAIN_UNKNOWN when the run has nothing of that name to explain; says what it has. */
export function checkTopic(run: Run, topic: string | undefined): void {
  if (topic === undefined) return
  const known = explainTopics(run)
  if (known.includes(topic)) return
  const near = nearestName(topic, known)
  throw new PlanError('usage', 'EXPLAIN_UNKNOWN', `--explain ${topic}: neither a tier nor a field of the run`, {
    suggestions: [
      ...(near === undefined ? [] : [`ecom-plan forecast --explain ${near}`]),
      `one of ${known.join(', ')}`,
    ],
  })
}
