import type {DatabaseProxy} from '../../documents/inventory.js'
import {figure, percent, seconds} from '../figure.js'

/** What a proxy does to the pools of its callers, in words. */
export function proxyWords(
  proxy: DatabaseProxy | undefined,
  pools: {connectionCount: number; because: string},
): string[] {
  if (proxy === undefined) return []
  const held =
    pools.connectionCount > 0 ? `pools of ${pools.because} = ${figure(pools.connectionCount)} end at` : 'callers end at'
  return [
    `${held} proxy ${proxy.name}, which opens ${percent(proxy.maxConnectionsRatio)} of max_connections at most and lets a caller wait ` +
      `${seconds(proxy.borrowTimeoutS)} for one; callers that pass it by are not counted`,
  ]
}
