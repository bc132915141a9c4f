import type {Run} from '../../documents/run.js'
import {dayCost, restoreCommands, temporaryEnd, temporaryTitle} from '../temporary-words.js'
import type {EventClock} from '../time.js'
import {escapeMarkdown as md, tableHead, tableRow} from './escape-markdown.js'
import type {Section} from './fit-bytes.js'

/** What is live of events until it is taken back; nothing where nothing is. */
export function temporarySection({temporary = []}: Run, clock: EventClock): Section[] {
  if (temporary.length === 0) return []
  const rows = temporary.map((one) =>
    tableRow([one.tier, one.resource, one.summary, one.eventName, temporaryEnd(one, clock), dayCost(one)].map(md)),
  )
  const commands = restoreCommands(temporary)
  return [
    {
      name: 'temporary',
      lead: [
        '## Temporary changes',
        '',
        md(`${temporaryTitle(temporary)}.`),
        ...(commands.length === 0 ? [] : ['', ...commands.map((command) => `- \`${command}\``)]),
        '',
        ...tableHead(['Tier', 'Resource', 'Change', 'Event', 'Ends', 'Cost'], 'lllllr'),
      ],
      items: rows,
      dropOrder: 7,
    },
  ]
}
