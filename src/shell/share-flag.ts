import {Flags} from '@oclif/core'
import {PlanError} from '../errors.js'

/** A flag that takes a share as `5%` or 0.05, above 0, as a ratio. */
export function shareFlag(name: string, summary: string, usual: number) {
  return Flags.custom<number>({
    summary: `${summary} By default ${usual * 100}%.`,
    helpValue: '5%',
    default: usual,
    parse: async (text) => parseShare(name, text),
  })()
}

function parseShare(name: string, text: string): number {
  const [, digits, sign] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? []
  const ratio = Number(digits) * (sign === '%' ? 0.01 : 1)
  if (ratio > 0) return ratio
  throw new PlanError('usage', 'SHARE_INVALID', `--${name} ${text} is not a share above 0`, {
    suggestions: [`--${name} 5%`, `--${name} 0.05`],
  })
}
