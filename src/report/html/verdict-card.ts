import type {Plan} from '../../documents/plan.js'
import type {Readiness} from '../../documents/readiness.js'
import type {Report} from '../../documents/report.js'
import {duration} from '../number.js'
import {sentence} from '../plan-words.js'
import {capWords, readinessName, scoreWords, tally} from '../readiness-words.js'
import type {EventClock} from '../time.js'
import {escapeHtml as html} from './escape-html.js'

const tones: Record<Readiness['verdict'], string> = {ready: 'good', 'at-risk': 'warn', 'not-ready': 'bad'}
const colours: Record<Readiness['verdict'], string> = {
  ready: 'var(--good, #0f7a4b)',
  'at-risk': 'var(--warn, #8f5b00)',
  'not-ready': 'var(--bad, #c22a20)',
}

/** The verdict in one look: score, one sentence, how long there is left. */
export function verdictCard({readiness, run, delta, at}: Report, clock: EventClock): string {
  const {plan} = run
  const tone = tones[readiness.verdict]
  const score = delta?.figures.find(({label}) => label === 'Score')
  const since =
    score === undefined || delta === null ? '' : ` (${score.before} on ${clock.short(delta.sinceAt).slice(0, -6)})`
  const cap = capWords(readiness)
  const more = sentence(plan.summary) === sentence(readiness.sentence) ? '' : `<p>${html(sentence(plan.summary))}</p>`
  const hasChecks = readiness.checks.length > 0
  return [
    `<section class="card verdict ${tone}-edge">`,
    hasChecks ? ring(readiness) : '',
    '<div class="said">',
    `<p class="badges"><span class="badge ${tone}">${readinessName(readiness)}</span> `,
    hasChecks
      ? `<span class="muted">score ${scoreWords(readiness)} of 100${html(since)} · ${tally(readiness)}</span>`
      : '',
    `</p><h2>${html(sentence(readiness.sentence))}</h2>${more}`,
    cap === null ? '' : `<p class="muted">${html(cap)}</p>`,
    '</div>',
    countdownPart(plan, at, clock),
    '</section>',
  ].join('')
}

/** The score as a ring; the number stands in it, and the ring's name says it to who hears the page. */
function ring({scorePoints, verdict}: Readiness): string {
  const around = 2 * Math.PI * 42
  const filled = Math.round(around * scorePoints) / 100
  return (
    `<svg class="ring" width="104" height="104" viewBox="0 0 104 104" role="img" aria-label="Score ${Math.round(scorePoints)} of 100" font-family="system-ui, sans-serif" text-anchor="middle">` +
    `<circle cx="52" cy="52" r="42" fill="none" stroke="var(--line, #e1e6ed)" stroke-width="9"/>` +
    `<circle cx="52" cy="52" r="42" fill="none" stroke="${colours[verdict]}" stroke-width="9" stroke-linecap="round" stroke-dasharray="${filled} ${Math.ceil(around)}" transform="rotate(-90 52 52)"/>` +
    `<text x="52" y="58" font-size="30" font-weight="700" fill="var(--ink, #15202b)">${Math.round(scorePoints)}</text>` +
    `<text x="52" y="73" font-size="11" fill="var(--muted, #566273)">of 100</text></svg>`
  )
}

function countdownPart(plan: Plan, seenAt: string, clock: EventClock): string {
  const now = Date.parse(seenAt)
  const [opens, ends] = [Date.parse(plan.windowStartAt), Date.parse(plan.windowEndAt)]
  const [name, left, at] =
    now < opens
      ? ['the window opens in', duration((opens - now) / 1000), plan.windowStartAt]
      : now < ends
        ? ['the window closes in', duration((ends - now) / 1000), plan.windowEndAt]
        : ['the window is over since', duration((now - ends) / 1000), plan.windowEndAt]
  return `<div class="when"><div>${name}</div> <b>${left}</b> <div>${html(clock.stamp(at))}</div></div>`
}
