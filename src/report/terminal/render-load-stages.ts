import type {LoadStages} from '../../documents/load-stages.js'
import {duration, rate} from '../number.js'
import {sentence} from '../plan-words.js'
import {heading, makeScreen, paragraph, type ScreenOptions} from './screen.js'
import {type Cell, renderTable} from './table.js'

/** The screen of a stage list: a row a stage, what it drives at and what was covered so far. Ends with a line break. */
export function renderLoadStagesText(found: LoadStages, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {eventName, fromAt, toAt, speedRatio, stages, words, warnings} = found
  const speed = speedRatio === 1 ? '' : `, ${rate(speedRatio)} times as fast`
  const part = `the forecast from ${fromAt.slice(0, 16)}Z to ${toAt.slice(0, 16)}Z${speed}`
  const table = renderTable({
    screen,
    columns: [
      {label: 'Stage', floor: 8},
      {label: 'Lasts', align: 'right'},
      {label: 'From, req/s', align: 'right'},
      {label: 'To, req/s', align: 'right'},
    ],
    rows: stages.map((stage): Cell[] => [
      {text: stage.part, style: 'bold'},
      {text: duration(stage.durationS)},
      {text: rate(Math.round(stage.fromRps))},
      {text: rate(Math.round(stage.toRps)), style: 'bold'},
    ]),
  })
  const parts = [
    heading(screen, 'STAGES', `${eventName}, ${part}`),
    table,
    [
      ...words.flatMap((text) => paragraph(screen, sentence(text), {indent: 0, hang: 2})),
      ...warnings.flatMap((text) => paragraph(screen, sentence(text), {indent: 0, hang: 2, style: 'warn'})),
    ],
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}
