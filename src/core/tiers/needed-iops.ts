import {waitingLine} from '../laws/waiting-line.js'
import type {Setting} from './tier-finding.js'

/** IOPS that a volume and class must offer so that both the rate and the queue stay within what is planned for. */
export function neededIops({iops, setting}: {iops: number; setting: Setting}): number {
  const perThousand = setting.judgement('diskQueuePerThousandIopsCount')
  let limit = Math.ceil(iops / setting.judgement('iopsLimitRatio') / 100) * 100
  // Ends: the allowed queue grows with the limit while the queue shrinks.
  while (limit > 0 && waitingLine({utilizationRatio: iops / limit, serverCount: 1}) > (limit / 1000) * perThousand)
    limit += 100
  return limit
}
