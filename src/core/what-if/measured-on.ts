import type {AutoScalingGroup} from '../../documents/inventory.js'

/**
 * What the measurements of a tier were made on, where something else is assumed. `isUnitAssumed` says that what one
 * unit carries was assumed along with it, and so is about what is assumed.
 */
export type MeasuredOn =
  | {kind: 'asg'; types: AutoScalingGroup['types']; isUnitAssumed: boolean}
  | {kind: 'ecs'; cpuUnitCount: number; isUnitAssumed: boolean}
  | {kind: 'rds'; class: string}
