import type {Offer} from '../../documents/choice.js'
import type {Risk} from '../../documents/risk.js'
import type {Run} from '../../documents/run.js'
import {differentOffers, offerTable, riskBrief, riskHead, riskNotes} from '../risk-words.js'
import {heading, paragraph, type Screen} from './screen.js'
import {type Cell, renderTable} from './table.js'

/**
 * What the plans to choose from cost and leave to chance, and what the chance comes from. A short screen leaves out plans
 * that differ in nothing.
 */
export function renderRisk({
  screen,
  tables,
  run,
  isFull,
}: {
  screen: Screen
  tables: Screen
  run: Run
  isFull: boolean
}): string[] {
  const {risk, choice} = run.plan
  if (risk.tiers.length === 0) return []
  const offers = isFull ? choice.offers : differentOffers(choice)
  const notes = isFull ? riskNotes(run.plan) : riskBrief(run.plan)
  return [
    ...heading(screen, 'RISK', riskHead(risk)),
    ...(isFull || offers.length > 1 ? table(tables, risk, offers) : []),
    ...notes.flatMap((text) => paragraph(screen, text, {indent: 2, hang: 4})),
  ]
}

function table(tables: Screen, risk: Risk, offers: readonly Offer[]): string[] {
  const {columns, rows} = offerTable(offers)
  const marked = rows.map(({cells, offer}): Cell[] => [
    ...cells.map((text, i) =>
      i === 2 && offer.breachRatio > risk.targetRatio ? {text, style: 'bad' as const} : {text},
    ),
    offer.isChosen ? {text: 'chosen', style: 'good'} : {text: ''},
  ])
  return renderTable({
    screen: tables,
    columns: [
      ...columns.map((label, i) => (i === 0 ? {label, floor: 14} : {label, align: 'right' as const})),
      {label: '', floor: 6},
    ],
    rows: marked,
  })
}
