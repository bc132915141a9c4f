import type {Run} from '../../documents/run.js'
import {offerCells, offerColumns, riskHead, riskNotes} from '../risk-words.js'
import {heading, paragraph, type Screen} from './screen.js'
import {type Cell, renderTable} from './table.js'

/** What the plans to choose from cost and leave to chance, and what the chance comes from. */
export function renderRisk({screen, tables, run}: {screen: Screen; tables: Screen; run: Run}): string[] {
  const {risk, choice} = run.plan
  if (risk.tiers.length === 0) return []
  const hasSales = choice.offers.some(({lossUsd}) => lossUsd !== null)
  const shown = offerColumns.filter((label) => hasSales || label !== 'Lost sales')
  const rows = choice.offers.map((offer): Cell[] => [
    ...offerCells(offer)
      .slice(0, shown.length)
      .map((text, i) => (i === 2 && offer.breachRatio > risk.targetRatio ? {text, style: 'bad' as const} : {text})),
    offer.isChosen ? {text: 'chosen', style: 'good'} : {text: ''},
  ])
  return [
    ...heading(screen, 'RISK', riskHead(risk)),
    ...renderTable({
      screen: tables,
      columns: [
        ...shown.map((label, i) => (i === 0 ? {label, floor: 14} : {label, align: 'right' as const})),
        {label: '', floor: 6},
      ],
      rows,
    }),
    ...riskNotes(run.plan).flatMap((text) => paragraph(screen, text, {indent: 2, hang: 4})),
  ]
}
