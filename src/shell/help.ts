import {Help} from '@oclif/core'
import {exitCodes} from '../errors.js'

const meanings: Record<keyof typeof exitCodes, string> = {
  gate: 'a gate was asked for (--fail-on) and it was met',
  data: 'data: nothing to forecast from, too old, or an unreadable file',
  aws: 'AWS: credentials, permission, wrong account, throttled out',
  partial: 'stopped part-way; some changes are live',
  refused: 'refused before any change',
  unconfirmed: 'not confirmed',
  output: 'a required output could not be written',
  usage: 'usage: unknown command or flag, bad value',
  bug: 'a bug in ecom-plan',
  config: 'ecom-plan.yaml is missing or invalid',
}

/** The help of oclif, with the exit codes under the commands: scripts branch on them. */
export default class ExitCodeHelp extends Help {
  override async showRootHelp(): Promise<void> {
    await super.showRootHelp()
    const rows = Object.entries(exitCodes).map(
      ([kind, code]) => `  ${String(code).padEnd(4)}${meanings[kind as keyof typeof exitCodes]}`,
    )
    this.log(['EXIT CODES', '  0   done, also when capacity is short and no gate was asked for', ...rows].join('\n'))
  }
}
