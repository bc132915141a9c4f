import {Flags} from '@oclif/core'
import {deletionSentence} from '../../core/apply/stay-or-go.js'
import {writeFlags} from './apply-flags.js'

const {
  'skip-check': _skip,
  'break-lock': _break,
  'accept-irreversible': _accept,
  'during-freeze': duringFreeze,
  ...shared
} = writeFlags

/** Flags of every command that undoes or moves what an apply has set. */
export const undoFlags = {
  ...shared,
  'during-freeze': {
    ...duringFreeze,
    summary: "In a freeze, or in an event's open window where capacity goes down: the reason, which the journal keeps.",
  },
  'accept-irreversible': Flags.string({
    summary: `Delete database instances that an apply made: the sentence '${deletionSentence}'.`,
    helpValue: 'SENTENCE',
    helpGroup: 'RULES',
  }),
}
