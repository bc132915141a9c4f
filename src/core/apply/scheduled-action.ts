import type {Fields, Patch} from '../../documents/patch.js'

/** Whether a patch puts or takes away a scheduled action. */
export function isScheduled({request}: Patch): boolean {
  return typeof request.input['ScheduledActionName'] === 'string'
}

/** The minimum that a scheduled action sets when it runs; null for none. */
export function scheduledMin({after}: Patch): number | null {
  const action = recordOf(after['ScheduledAction'])
  const limits = 'ScalableTargetAction' in action ? recordOf(action['ScalableTargetAction']) : action
  const min = limits['MinSize'] ?? limits['MinCapacity']
  return typeof min === 'number' ? min : null
}

function recordOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}
