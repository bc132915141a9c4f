import {PlanError} from '../errors.js'

/** The error for clocks that differ. `offsetMs` is how far AWS's clock is ahead of this machine's; null where it is not known. */
export function clockSkewed({
  offsetMs,
  refused,
  cause,
}: {
  offsetMs: number | null
  refused?: string
  cause?: Error
}): PlanError {
  const side =
    offsetMs === null ? 'not set to' : `${spanOf(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead of'}`
  const consequence = refused === undefined ? '' : `, so ${refused} was refused`
  return new PlanError('aws', 'CLOCK_SKEWED', `this machine's clock is ${side} AWS's${consequence}`, {
    suggestions: [setClock[process.platform] ?? 'sudo timedatectl set-ntp true', 'run the same command again'],
    ...(cause === undefined ? {} : {cause}),
  })
}

const setClock: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'sudo sntp -sS time.apple.com',
  win32: 'w32tm /resync',
}

function spanOf(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 120) return `${minutes} min`
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`
}
