import {Args, Flags} from '@oclif/core'
import {awsFlags} from './aws-flags.js'
import {configFlag} from './flags.js'

/** The check that somebody speaks of. */
export const checkArgs = {
  check: Args.string({required: true, description: 'The check, by its id: ecom-plan checklist list.'}),
}

/** The flags of a command by which a person says something of a check. */
export const wordFlags = {
  config: configFlag,
  profile: awsFlags.profile,
  'endpoint-url': awsFlags['endpoint-url'],
  event: Flags.string({char: 'e', summary: 'The event; by default the next one in the config.', helpValue: 'ID'}),
  by: Flags.string({required: true, summary: 'Who says so.', helpValue: 'NAME'}),
  note: Flags.string({summary: 'Where it is written down, or what was seen.', helpValue: 'TEXT'}),
}
