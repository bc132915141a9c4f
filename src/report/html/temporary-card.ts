import type {Run} from '../../documents/run.js'
import {dayCost, restoreCommands, temporaryEnd, temporaryTitle} from '../temporary-words.js'
import type {EventClock} from '../time.js'
import {bullets, card, htmlTable, muted} from './html-table.js'

/** What is live of events until it is taken back; nothing where nothing is. */
export function temporaryCard({temporary = []}: Run, clock: EventClock): string {
  if (temporary.length === 0) return ''
  return card('Temporary changes', [
    muted(`${temporaryTitle(temporary)}.`),
    htmlTable(
      [
        {label: 'Tier'},
        {label: 'Resource'},
        {label: 'Change'},
        {label: 'Event'},
        {label: 'Ends'},
        {label: 'Cost', isNumber: true},
      ],
      temporary.map((one) => [
        one.tier,
        one.resource,
        one.summary,
        one.eventName,
        temporaryEnd(one, clock),
        dayCost(one),
      ]),
    ),
    bullets(restoreCommands(temporary)),
  ])
}
