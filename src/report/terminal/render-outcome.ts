import {whole} from '../number.js'
import {eventClock} from '../time.js'
import {makeScreen, paragraph, type ScreenOptions} from './screen.js'

/** Why no report was made now, and when the next one is due: one line for the log of a job. Ends without a line break. */
export function renderNotDue(
  {because, nextAt, eventName, timezone}: {because: string; nextAt: string | null; eventName: string; timezone: string},
  options: ScreenOptions,
): string {
  const next = nextAt === null ? 'None is to come.' : `The next is due ${eventClock(timezone).stamp(nextAt)}.`
  return paragraph(makeScreen(options), `Not due  ${eventName}: ${because}. ${next}`, {indent: 0, hang: 2}).join('\n')
}

/** What was written, and where the report is kept. Empty where neither is. */
export function renderWritten(
  {
    written,
    kept,
  }: {written: readonly {path: string; byteCount: number}[]; kept: {place: string; reportId: string} | null},
  options: ScreenOptions,
): string {
  const screen = makeScreen(options)
  const files = written.map(({path, byteCount}) => `${path} (${size(byteCount)})`).join(', ')
  return [
    ...(written.length === 0 ? [] : paragraph(screen, `Wrote ${files}.`, {indent: 0, hang: 2})),
    ...(kept === null ? [] : paragraph(screen, `Kept as ${kept.reportId} in ${kept.place}.`, {indent: 0, hang: 2})),
  ].join('\n')
}

const size = (byteCount: number) =>
  byteCount < 1000 ? `${whole(byteCount)} B` : `${whole(Math.ceil(byteCount / 1000))} kB`
