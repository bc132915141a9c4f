import type {LimitFinding} from '../../documents/load-limit.js'
import type {HeldStep, LoadTest, LoadTestFlag} from '../../documents/load-test.js'
import {counted, duration, finePercent, rate, responseTime, whole} from '../number.js'
import {utcIso} from '../time.js'
import {heading, makeScreen, paragraph, type Screen, type ScreenOptions, type Style} from './screen.js'
import {renderStepChart} from './step-chart.js'
import {type Cell, type Column, renderTable} from './table.js'

const mostEndpoints = 12
const chartWidth = 76

/** A load test for a person: what it is, its steps as table and chart, its limit, its endpoints, what to beware of. */
export function renderLoadTest({
  test,
  limit,
  sloResponseTimeS,
  options,
}: {
  test: LoadTest
  limit: LimitFinding
  sloResponseTimeS: number | null
  options: ScreenOptions
}): string {
  const screen = makeScreen(options)
  const blocks = [
    [...heading(screen, `Load test ${test.id}`, titleDetail(test)), ...facts(screen, test)],
    stepTable(screen, test.steps),
    charts(screen, test.steps, sloResponseTimeS),
    [
      screen.paint('bold', '  Limit'),
      ...[...limit.words, ...limit.warnings].flatMap((text) => paragraph(screen, text, {hang: 4})),
    ],
    endpointTable(screen, test.endpoints, limit),
    flagLines(screen, test.flags),
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function titleDetail({tool, format, toolVersion, loop}: LoadTest): string {
  const version = toolVersion === null ? '' : ` ${toolVersion}`
  return [`${tool}${version}`, format, ...(loop === null ? [] : [`${loop} loop`])].join(', ')
}

function facts(screen: Screen, test: LoadTest): string[] {
  const {tier, unitCount, commit, tags, startedAt, durationS, sources} = test
  const against = [
    ...(tier === null ? [] : [`tier ${tier}`]),
    ...(unitCount === null ? [] : [counted(unitCount, 'unit')]),
    ...(commit === null ? [] : [`commit ${commit}`]),
    ...Object.entries(tags).map(([name, value]) => `${name}=${value}`),
  ]
  const when = [
    startedAt === null ? 'of unknown time' : utcIso(startedAt),
    ...(durationS === null ? [] : [duration(durationS)]),
    `from ${sources.length === 1 ? sources[0]?.name : counted(sources.length, 'file')}`,
  ]
  return [
    ...paragraph(screen, when.join(', '), {style: 'dim'}),
    ...(against.length === 0 ? [] : paragraph(screen, against.join(', '), {style: 'dim'})),
  ]
}

const stepColumns: readonly Column[] = [
  {label: 'Load', align: 'right'},
  {label: 'req/s', align: 'right'},
  {label: 'Requests', align: 'right', dropOrder: 1},
  {label: 'Errors', align: 'right'},
  {label: 'Mean', align: 'right', dropOrder: 3},
  {label: 'p50', align: 'right', dropOrder: 2},
  {label: 'p95', align: 'right'},
  {label: 'p99', align: 'right'},
  {label: '', floor: 8},
]

function stepTable(screen: Screen, steps: readonly HeldStep[]): string[] {
  return renderTable({
    screen,
    columns: stepColumns,
    rows: steps.map((step) => [
      {text: loadOf(step), style: 'bold'},
      {text: rate(step.throughputRps)},
      {text: whole(step.requestCount)},
      errorCell(step.errorRatio),
      {text: responseTime(step.meanResponseTimeS)},
      ...[0.5, 0.95, 0.99].map((ratio) => ({text: percentileOf(step, ratio)})),
      {text: step.isSteady ? '' : 'not steady', style: 'warn' as Style},
    ]),
  })
}

/** What the tool held or offered; of a step that says neither, the requests in flight by Little's law. */
function loadOf({concurrencyCount, offeredRps, throughputRps, meanResponseTimeS}: HeldStep): string {
  if (concurrencyCount !== null) return rate(concurrencyCount)
  if (offeredRps !== null) return `${rate(offeredRps)}/s`
  return `~${rate(throughputRps * meanResponseTimeS)}`
}

function errorCell(ratio: number): Cell {
  return ratio === 0 ? {text: '0', style: 'dim'} : {text: finePercent(ratio), style: 'bad'}
}

/** The percentile itself, or the next higher one that was printed, marked. */
function percentileOf({percentiles}: HeldStep, ratio: number): string {
  const found = percentiles.find((percentile) => percentile.ratio >= ratio - 1e-9)
  if (found === undefined) return ''
  const isOther = found.ratio > ratio + 1e-9
  return isOther ? `≤${responseTime(found.responseTimeS)}` : responseTime(found.responseTimeS)
}

function charts(screen: Screen, steps: readonly HeldStep[], sloResponseTimeS: number | null): string[] {
  if (screen.width === null || steps.length < 2) return []
  const width = Math.min(chartWidth, screen.width)
  const labels = steps.map(loadOf)
  const tails = steps.map(
    ({percentiles}) => percentiles.find(({ratio}) => ratio >= 0.95 - 1e-9 && ratio < 1)?.responseTimeS ?? null,
  )
  const unit = Math.max(0, ...tails.map((tail) => tail ?? 0)) >= 10 ? {label: 's', perS: 1} : {label: 'ms', perS: 1000}
  return [
    ...renderStepChart({
      screen,
      title: 'Throughput, req/s, by load',
      bars: steps.map(({throughputRps}, i) => ({label: labels[i] ?? '', value: throughputRps})),
      width,
    }),
    '',
    ...renderStepChart({
      screen,
      title: `p95 response time, ${unit.label}, by load`,
      bars: tails.map((tail, i) => ({label: labels[i] ?? '', value: tail === null ? null : tail * unit.perS})),
      limit: sloResponseTimeS === null ? null : sloResponseTimeS * unit.perS,
      width,
    }),
  ]
}

function endpointTable(screen: Screen, endpoints: LoadTest['endpoints'], limit: LimitFinding): string[] {
  if (endpoints.length < 2) return []
  const words = new Map(limit.endpoints.map((endpoint) => [endpoint.name, endpoint]))
  const order = limit.endpoints.map(({name}) => name)
  const ranked = [...endpoints]
    .sort((a, b) => placeOf(order, a.label) - placeOf(order, b.label))
    .slice(0, mostEndpoints)
  const more = endpoints.length - ranked.length
  return [
    ...renderTable({
      screen,
      columns: [
        {label: 'Endpoint', floor: 16},
        {label: 'req/s', align: 'right'},
        {label: 'Errors', align: 'right'},
        {label: 'p95, lowest', align: 'right'},
        {label: 'p95, highest', align: 'right'},
        {label: 'Carries', floor: 18, dropOrder: 1},
      ],
      rows: ranked.map(({label, steps}) => endpointRow(label, steps, words.get(label))),
    }),
    ...(more > 0 ? paragraph(screen, `and ${counted(more, 'endpoint')} more: --json lists all`, {style: 'dim'}) : []),
  ]
}

const placeOf = (order: readonly string[], name: string) => (order.includes(name) ? order.indexOf(name) : order.length)

function endpointRow(
  label: string,
  steps: readonly HeldStep[],
  finding: LimitFinding['endpoints'][number] | undefined,
): Cell[] {
  const [low, high] = [steps[0], steps.at(-1)]
  if (low === undefined || high === undefined) return [{text: label}]
  const carries =
    finding === undefined ? '' : `${finding.isSaturated ? '' : 'at least '}${rate(finding.throughputRps)} req/s`
  return [
    {text: label, style: 'bold'},
    {text: rate(high.throughputRps)},
    errorCell(high.errorRatio),
    {text: percentileOf(low, 0.95)},
    {text: percentileOf(high, 0.95)},
    {text: carries},
  ]
}

const flagStyles: Record<LoadTestFlag['severity'], Style | null> = {error: 'bad', warning: 'warn', info: 'dim'}

function flagLines(screen: Screen, flags: readonly LoadTestFlag[]): string[] {
  const order = ['error', 'warning', 'info']
  const sorted = [...flags].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return sorted.flatMap(({severity, text}) => {
    const mark = severity === 'info' ? '·' : screen.mark(severity === 'error' ? 'bad' : 'warn')
    return paragraph(screen, `${mark} ${text}`, {hang: 4, style: flagStyles[severity]})
  })
}
