import {setTimeout as delay} from 'node:timers/promises'
import {type Connection, readLiveAt} from './connect.js'
import type {Ports} from './ports.js'
import type {StopSignal} from './stop-signal.js'

const longestPauseS = 1

/** AWS, the clock and the signals, as a run takes them. */
export function makePorts({
  connection,
  signal,
  onStep,
}: {
  connection: Connection
  signal: StopSignal
  onStep: Ports['onStep']
}): Ports {
  return {
    readLive: async (patch) => (await readLiveAt(connection, [patch]))[patch.id] ?? {},
    send: async ({request, ...patch}) => {
      const {sendRequest} = await import('../../aws/send-request.js')
      return sendRequest({clients: await connection.of(patch), request})
    },
    needOf: async (patch) => {
      const {readNeed} = await import('../../aws/read-need.js')
      return readNeed(await connection.of(patch), patch.request)
    },
    isUnderWay: async (patch) => {
      const {readProgress} = await import('../../aws/read-progress.js')
      return (await readProgress({clients: await connection.of(patch), patch})).isUnderWay
    },
    now: () => new Date().toISOString(),
    // In short sleeps, so that Ctrl-C need not wait for a long one.
    pause: async (seconds) => {
      for (let leftS = seconds; leftS > 0 && !signal.isStopped(); leftS -= longestPauseS) {
        await delay(Math.min(leftS, longestPauseS) * 1000)
      }
    },
    isStopped: signal.isStopped,
    credentialsEndAt: async () => {
      const {credentialsEndAt} = await import('../../aws/read-credentials-end.js')
      return credentialsEndAt(connection.main)
    },
    onStep,
  }
}
