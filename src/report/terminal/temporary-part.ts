import type {Temporary} from '../../documents/temporary.js'
import {dayCost, restoreCommands, temporaryEnd, temporaryTitle} from '../temporary-words.js'
import type {EventClock} from '../time.js'
import {heading, paragraph, type Screen} from './screen.js'
import {renderTable} from './table.js'

/** What of past and coming events is live until it is taken back, with its cost a day and what takes it back. */
export function renderTemporary({
  screen,
  tables,
  temporary,
  clock,
}: {
  screen: Screen
  tables: Screen
  temporary: readonly Temporary[]
  clock: EventClock
}): string[] {
  if (temporary.length === 0) return []
  return [
    ...heading(screen, 'TEMPORARY', temporaryTitle(temporary)),
    ...renderTable({
      screen: tables,
      columns: [
        {label: 'Tier'},
        {label: 'Resource', floor: 8, dropOrder: 1},
        {label: 'Change', floor: 14},
        {label: 'Event', floor: 12},
        {label: 'Ends', floor: 12, dropOrder: 2},
        {label: 'Cost', align: 'right'},
      ],
      rows: temporary.map((one) => {
        const style = one.isOver ? ('warn' as const) : null
        return [
          {text: one.tier, style},
          {text: one.resource, style},
          {text: one.summary, style},
          {text: one.eventName, style},
          {text: temporaryEnd(one, clock), style},
          {text: dayCost(one), style},
        ]
      }),
    }),
    ...restoreCommands(temporary).flatMap((command) => paragraph(screen, command, {indent: 2, hang: 4})),
  ]
}
