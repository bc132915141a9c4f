import type {Check} from '../../documents/doctor.js'
import {counted} from '../figure.js'
import type {DoctorFacts} from './facts.js'
import {judged} from './judged.js'

const group = 'Environment' as const

/** The tool itself, and its config. */
export function judgeEnvironment({tool, config}: DoctorFacts): Check[] {
  return [
    judged({id: 'tool', group, title: 'ecom-plan'}, {value: tool}, ({version, nodeVersion}) => ({
      status: 'ok',
      message: `${version} on Node ${nodeVersion}`,
    })),
    judged({id: 'config', group, title: 'Config'}, config, ({config: {tiers, events}, path, warnings}) => {
      const [warning] = warnings
      const size = `${path}: ${counted(Object.keys(tiers).length, 'tier')}, ${counted(events.length, 'event')}`
      return warning === undefined
        ? {status: 'ok', message: size}
        : {status: 'warn', message: `${size}; ${warnings.join('; ')}`, next: ['ecom-plan config validate']}
    }),
  ]
}
