import type {ChecklistWord} from '../../documents/checklist.js'
import {eventClock} from '../time.js'
import {makeScreen, paragraph, type ScreenOptions} from './screen.js'

/** What was kept of a person's word, and until when it counts. */
export function renderWordText(word: ChecklistWord, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {attestation, title, timezone, endsAt, store, name} = word
  const {state, by, note, checkId, eventId} = attestation
  const isOpen = state === 'reopened'
  const {dated} = eventClock(timezone)
  const said = isOpen ? `${title} is open again, says ${by}.` : `${by} answers for: ${title}.`
  const mark = screen.mark(isOpen ? 'warn' : 'good')
  return `${[
    ...paragraph(screen, `${mark} ${said}`, {indent: 0, hang: 2}),
    ...(note === null ? [] : paragraph(screen, note)),
    ...(isOpen ? [] : paragraph(screen, `It counts for ${eventId} until ${dated(endsAt)}.`)),
    ...paragraph(screen, `Kept in ${store} as ${name} (${checkId}).`, {style: 'dim'}),
  ].join('\n')}\n`
}
