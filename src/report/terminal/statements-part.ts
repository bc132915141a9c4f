import type {StatementLoad} from '../../documents/statement-load.js'
import {percent, rate} from '../number.js'
import {sentence} from '../plan-words.js'
import {heading, paragraph, type Screen} from './screen.js'

/** More of a statement says little; --json has all that was read. */
const mostCharacters = 160

/** The statements that load the database most, each with what it waits for; or why there are none. */
export function renderStatements(screen: Screen, {loadCount, waits, statements, why}: StatementLoad): string[] {
  const total = loadCount === null ? '' : `, of ${rate(loadCount)} sessions active on average`
  const title = heading(screen, 'STATEMENTS', why === null ? `without literals, by load${total}` : '')
  if (why !== null) return [...title, ...paragraph(screen, `Not read: ${sentence(why)}`, {hang: 4, style: 'dim'})]
  return [
    ...title,
    ...(waits.length === 0 ? [] : paragraph(screen, `All wait for: ${waitWords(waits)}.`, {hang: 4, style: 'dim'})),
    ...statements.flatMap((one) => {
      const share = one.shareRatio === null ? '' : `  ${percent(one.shareRatio)}`
      return [
        ...paragraph(screen, `${rate(one.loadCount)} sessions${share}  ${shortened(one.text)}`, {hang: 4}),
        ...(one.waits.length === 0
          ? []
          : paragraph(screen, `waits for ${waitWords(one.waits)}`, {indent: 4, hang: 6, style: 'dim'})),
      ]
    }),
  ]
}

const waitWords = (waits: StatementLoad['waits']) =>
  waits.map(({event, loadCount}) => `${event} ${rate(loadCount)}`).join(', ')

function shortened(text: string): string {
  const characters = [...text]
  if (characters.length === 0) return 'a statement without text'
  return characters.length <= mostCharacters ? text : `${characters.slice(0, mostCharacters - 1).join('')}…`
}
