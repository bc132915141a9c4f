import {shellQuoted} from '../../files/read-failure.js'
import type {WalkFlagValues} from '../walk-command.js'

/**
 * What was asked of a report, as it would be typed again: what decides what it says, and neither where AWS is reached
 * from nor which files are written.
 */
export function typedFlags(flags: WalkFlagValues & {after?: boolean}): string[] {
  const {config, event, uplift, target, budget, demand, set, prices, seed} = flags
  const flag = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name} ${shellQuoted(String(value))}`]
  return [
    ...flag('config', config),
    ...flag('event', event),
    ...flag('uplift', uplift),
    ...flag('target', target),
    ...flag('az-loss', flags['az-loss']),
    ...flag('budget', budget),
    ...flag('demand', demand),
    ...(set ?? []).flatMap((one) => flag('set', one)),
    ...flag('prices', prices),
    ...(seed === 1 ? [] : flag('seed', seed)),
    ...(flags.after === true ? ['--after'] : []),
  ]
}
