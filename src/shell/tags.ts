import {PlanError} from '../errors.js'

/** Tags off the command line. Throws TAG_INVALID for one that is no NAME=VALUE. */
export function tagsOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const [, name, value] = /^([\w.-]{1,64})=(.{0,256})$/.exec(text) ?? []
      if (name !== undefined && value !== undefined) return [name, value] as const
      throw new PlanError('usage', 'TAG_INVALID', `--tag ${text} is not NAME=VALUE`, {
        suggestions: ['--tag env=staging'],
      })
    }),
  )
}
