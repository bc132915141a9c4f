import type {Readiness, ReadinessCheck} from '../../documents/readiness.js'
import {counted} from '../number.js'
import {sentence} from '../plan-words.js'
import {attestedWords, checkGroups, groupName, statusName, tally, weightWords} from '../readiness-words.js'
import type {EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'
import {bullets, card, folded, muted, nextStep} from './html-table.js'

const tones: Record<ReadinessCheck['status'], string> = {pass: 'good', warn: 'warn', fail: 'bad', unknown: 'warn'}
const signs: Record<ReadinessCheck['status'], string> = {pass: '✓', warn: '!', fail: '✗', unknown: '?'}
/** So many checks of a group that passed are named one by one. */
const mostPassed = 12

/** Every readiness check by its group, the worst first, with what it weighs and what to do. */
export function checksCard(readiness: Readiness, clock: EventClock): string {
  const {checks, skipped} = readiness
  if (checks.length === 0) return ''
  return card(
    'Readiness checks',
    [
      muted(`${tally(readiness)}. ${sentence(readiness.because)}`),
      `<div class="groups">${checkGroups(checks)
        .map(({group, checks: found}) => groupPart(groupName(group), found, clock))
        .join('\n')}</div>`,
      skipped === undefined || skipped.length === 0
        ? ''
        : `<h3>Not made, as the config asks</h3>${bullets(skipped.map(({title, why}) => `${title}: ${why}`))}`,
    ],
    {isLong: true},
  )
}

function groupPart(name: string, checks: readonly ReadinessCheck[], clock: EventClock): string {
  const open = checks.filter(({status}) => status !== 'pass')
  const passed = checks.filter(({status}) => status === 'pass')
  const [named, rest] = [passed.slice(0, mostPassed), passed.slice(mostPassed)]
  const said = open.length === 0 ? `all ${checks.length} passed` : `${passed.length} of ${checks.length} passed`
  const alike = [...new Set(open.map(saidOf))].map((words) => open.filter((check) => saidOf(check) === words))
  return [
    `<section class="group"><h3>${html(name)} <span>${said}</span></h3>`,
    `<ul class="checks">${[...alike, ...named.map((check) => [check])].map((some) => item(some, clock)).join('')}</ul>`,
    folded(
      `${counted(rest.length, 'more check')} passed`,
      bullets(rest.map(({title, message}) => `${title}: ${message}`)),
    ),
    '</section>',
  ].join('')
}

/** Checks that say the same are one item: the alarms that could not be read are not told one by one. */
function saidOf({id, status, message, next, kind}: ReadinessCheck): string {
  return kind === 'attested' && status === 'pass' ? id : [status, message, kind === 'attested' ? '' : next].join('\n')
}

function item(alike: readonly ReadinessCheck[], clock: EventClock): string {
  const [first] = alike
  if (first === undefined) return ''
  const {status, message, latestAt} = first
  const titles = alike.map(
    (check) => `<b>${html(check.title)}</b> <span class="points">${html(weightWords(check))}</span>`,
  )
  const by = latestAt === null ? '' : `<span class="by">by ${html(clock.stamp(latestAt))}</span> `
  const next = [...new Set(alike.flatMap((check) => check.next ?? []))].map((words) => nextStep(words))
  const todo = next.length === 0 ? '' : `<div class="todo">${by}${next.join('<br>')}</div>`
  const word = first.attestation === null ? null : attestedWords(first, clock)
  return [
    `<li class="is-${status}"><b class="sign ${tones[status]}" title="${statusName(first)}">${signs[status]}</b><div>`,
    titles.join('<br>'),
    `<div class="note">${html(sentence(message))}${word === null ? '' : ` ${html(word)}`}</div>${todo}`,
    folded('Evidence', bullets(alike.flatMap(evidenceOf))),
    '</div></li>',
  ].join('')
}

function evidenceOf({evidence, title, why}: ReadinessCheck): string[] {
  return [...evidence, ...(why === undefined ? [] : [`The weight of ${title}: ${why}`])]
}
