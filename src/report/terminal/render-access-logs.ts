import {counted, dollars, duration, finePercent, rate, whole} from '../number.js'
import {utcIso} from '../time.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'
import {type Column, renderTable} from './table.js'

type Rates = {
  name: string
  requestCount: number
  botCount: number
  errorCount: number
  shopperMeanRps: number
  botMeanRps: number
  busiestRps: number
}

/** What `pull` counted in access logs and where it put the counts. */
export type PulledLogsView = {
  file: string
  isInArchive: boolean
  isNew: boolean
  summary: {
    format: 'alb' | 'cloudfront' | 'combined'
    fromAt: string
    toAt: string
    measuredS: number
    fileCount: number
    lineCount: number
    malformedCount: number
    total: Rates & {busiestMinuteAt: string; busiestSecondCount: number; busiestSecondAt: string}
    targetGroups: readonly Rates[]
    routes: readonly Rates[]
  }
  athena: {queryId: string; scannedByteCount: number; aboutUsd: number} | null
}

const titles = {alb: 'ALB access logs', cloudfront: 'CloudFront access logs', combined: 'Access logs'} as const
const groupLabels = {alb: 'Target group', cloudfront: 'Host', combined: ''} as const
const shownRoutes = 12

/** What was read, the rates of target groups and routes with bots apart, and what to do with the counts. */
export function renderPulledLogsText(view: PulledLogsView, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {summary} = view
  const {format, targetGroups, routes} = summary
  const lines = [
    screen.paint('bold', titles[format]),
    ...paragraph(screen, readText(view)),
    '',
    ...(format === 'combined' ? [] : [...ratesTable(screen, groupLabels[format], [...targetGroups], 'minute'), '']),
    ...ratesTable(screen, 'Route', routes.slice(0, shownRoutes), 'hour'),
    ...moreRoutes(screen, routes.length - shownRoutes),
    '',
    ...paragraph(screen, peakText(view)),
    ...keptLines(screen, view),
  ]
  return `${lines.join('\n')}\n`
}

function readText({summary, athena}: PulledLogsView): string {
  const {fileCount, lineCount, malformedCount, fromAt, toAt, measuredS} = summary
  const spanS = (Date.parse(toAt) - Date.parse(fromAt)) / 1000
  const gap = spanS > measuredS ? `, ${duration(spanS - measuredS)} of it without any line` : ''
  const by = athena === null ? '' : ` Counted by Athena, ${bytes(athena.scannedByteCount)} scanned (${cost(athena)}).`
  return `${counted(lineCount, 'line')} in ${counted(fileCount, 'file')}, ${whole(malformedCount)} malformed; ${minuteOf(fromAt)} to ${minuteOf(toAt)}, ${duration(spanS)}${gap}.${by}`
}

function peakText({summary: {total}}: PulledLogsView): string {
  const share = total.requestCount === 0 ? 0 : total.botCount / total.requestCount
  return `All together ${rate(total.shopperMeanRps + total.botMeanRps)} req/s on average, ${finePercent(share)} of them bots; ${rate(total.busiestRps)} in the busiest minute (${minuteOf(total.busiestMinuteAt)}), ${whole(total.busiestSecondCount)} in the busiest second (in the minute ${minuteOf(total.busiestSecondAt)}).`
}

function ratesTable(screen: Screen, label: string, rows: Rates[], unit: 'minute' | 'hour'): string[] {
  const columns: Column[] = [
    {label, floor: 20},
    {label: 'Requests', align: 'right'},
    {label: '5xx', align: 'right', dropOrder: 1},
    {label: 'Shoppers req/s', align: 'right', floor: 8},
    {label: 'Bots req/s', align: 'right', floor: 6},
    {label: `Busiest ${unit}`, align: 'right', floor: 8},
  ]
  return renderTable({
    screen,
    columns,
    rows: rows.map((row) => [
      {text: shortName(row.name)},
      {text: whole(row.requestCount)},
      {
        text: row.requestCount === 0 ? '' : finePercent(row.errorCount / row.requestCount),
        style: row.errorCount > 0 ? null : 'dim',
      },
      {text: rate(row.shopperMeanRps)},
      {text: rate(row.botMeanRps), style: row.botCount > 0 ? null : 'dim'},
      {text: rate(row.busiestRps)},
    ]),
  })
}

function moreRoutes(screen: Screen, count: number): string[] {
  return count > 0 ? paragraph(screen, `and ${counted(count, 'more route')}, in the document`, {style: 'dim'}) : []
}

function keptLines(screen: Screen, {file, isInArchive, isNew}: PulledLogsView): string[] {
  const kept = isNew ? `Kept in ${file}.` : `The archive had these counts already: ${file}.`
  const source = isInArchive ? '- kind: access-log' : `- {kind: access-log, path: ${file}}`
  return [
    ...paragraph(screen, kept),
    '',
    ...paragraph(screen, 'Next: let the forecast read it, in demand.sources of ecom-plan.yaml', {indent: 0, hang: 2}),
    ...paragraph(screen, source, {indent: 4}),
    ...paragraph(screen, 'with bots: excluded where bots are turned away at the peak', {indent: 4, style: 'dim'}),
  ]
}

/** `web` from `targetgroup/web/73e2d6bc24d8a067`: names are unique in an account and Region. */
function shortName(name: string): string {
  return name === '-' ? 'none' : name.replace(/^targetgroup\/([^/]+)\/[^/]*$/, '$1')
}

/** `2026-11-27 05:00Z` */
const minuteOf = (at: string) => `${utcIso(at).slice(0, 16).replace('T', ' ')}Z`

const cost = ({aboutUsd}: {aboutUsd: number}) => (aboutUsd < 0.01 ? 'under $0.01' : `about ${dollars(aboutUsd)}`)

/** `1.3 GB`: powers of a thousand. */
function bytes(count: number): string {
  const unit = count < 1e6 ? 'kB' : count < 1e9 ? 'MB' : count < 1e12 ? 'GB' : 'TB'
  const size = count / {kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12}[unit]
  return `${size >= 10 ? whole(size) : size.toFixed(1)} ${unit}`
}
