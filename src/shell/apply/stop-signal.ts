/** What was asked to stop: `isStopped` between two calls, so that the one in flight is finished and recorded. */
export type StopSignal = {
  isStopped: () => boolean
  /** 130 or 143, as a shell has it; null where nobody asked. */
  exitCode: () => number | null
  close: () => void
}

const codes = {SIGINT: 130, SIGTERM: 143} as const

/**
 * From now on Ctrl-C and SIGTERM do not end the process: they ask it to stop after the call in flight. Says so on
 * stderr. `close` gives the signals back.
 */
export function listenForStop(): StopSignal {
  let code: number | null = null
  const stopOn = (name: keyof typeof codes) => () => {
    if (code === null) process.stderr.write('\nStopping after the call in flight; it is recorded first.\n')
    code ??= codes[name]
  }
  const listeners = {SIGINT: stopOn('SIGINT'), SIGTERM: stopOn('SIGTERM')}
  process.on('SIGINT', listeners.SIGINT)
  process.on('SIGTERM', listeners.SIGTERM)
  return {
    isStopped: () => code !== null,
    exitCode: () => code,
    close: () => {
      process.off('SIGINT', listeners.SIGINT)
      process.off('SIGTERM', listeners.SIGTERM)
    },
  }
}
