import {counted, whole} from '../number.js'
import {utcIso} from '../time.js'
import {makeScreen, paragraph, type Screen, type ScreenOptions} from './screen.js'
import {renderTable} from './table.js'

/** One series of the archive at one resolution. */
export type ArchiveRow = {
  namespace: string
  metricName: string
  dimensions: Record<string, string>
  stat: string
  periodS: number
  firstAt: string
  lastAt: string
  rowCount: number
  gapCount: number
  byteCount: number
}

/** What `archive verify` found. */
export type ArchiveCheckView = {
  place: string
  partCount: number
  rowCount: number
  byteCount: number
  findings: readonly {severity: 'bad' | 'warn'; file: string; message: string; next: string}[]
}

/** A table of what an archive holds, in the order given, and its sums. */
export function renderArchiveText(place: string, rows: readonly ArchiveRow[], options: ScreenOptions): string {
  const screen = makeScreen(options)
  if (rows.length === 0) return `${screen.plain(`The archive ${place} holds no metric yet. Fill it: ecom-plan pull`)}\n`
  const lines = renderTable({
    screen,
    columns: [
      {label: 'Metric', floor: 16},
      {label: 'Of', floor: 16, dropOrder: 3},
      {label: 'Statistic', floor: 8},
      {label: 'Step', align: 'right', floor: 6},
      {label: 'From', floor: 17},
      {label: 'To', floor: 17},
      {label: 'Values', align: 'right'},
      {label: 'Gaps', align: 'right'},
      {label: 'Size', align: 'right', dropOrder: 1},
    ],
    rows: rows.map((row) => [
      {text: `${row.namespace} ${row.metricName}`, style: 'bold'},
      {text: Object.values(row.dimensions).join(', ')},
      {text: row.stat},
      {text: `${row.periodS} s`},
      {text: minuteOf(row.firstAt)},
      {text: minuteOf(row.lastAt)},
      {text: whole(row.rowCount)},
      {text: row.gapCount === 0 ? '' : whole(row.gapCount), style: 'dim'},
      {text: bytes(row.byteCount), style: 'dim'},
    ]),
  })
  const total = `${counted(sumOf(rows, 'rowCount'), 'value')}, ${bytes(sumOf(rows, 'byteCount'))} in ${place}. A gap is a step that was asked for and that CloudWatch had nothing at.`
  return `${[...lines, '', ...paragraph(screen, total, {style: 'dim'})].join('\n')}\n`
}

/**
 * What an archive holds of each thing that is measured, a line each: how many metrics and statistics, how far back, since
 * when to the minute. Series by series it is `renderArchiveText`.
 */
export function renderArchiveSummaryText(place: string, rows: readonly ArchiveRow[], options: ScreenOptions): string {
  const screen = makeScreen(options)
  if (rows.length === 0) return renderArchiveText(place, rows, options)
  const groups = new Map<string, ArchiveRow[]>()
  for (const row of rows) {
    const key = JSON.stringify([row.namespace, row.dimensions])
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  const lines = renderTable({
    screen,
    columns: [
      {label: 'Measured by', floor: 17},
      {label: 'Of', floor: 14},
      {label: 'Series', align: 'right', floor: 8},
      {label: 'From', floor: 10},
      {label: 'Minutes since', floor: 10},
      {label: 'To', floor: 17, dropOrder: 1},
      {label: 'Values', align: 'right', floor: 6},
      {label: 'Size', align: 'right', dropOrder: 2},
    ],
    rows: [...groups.values()].map((group) => {
      const [first] = group
      const measured = group.filter(({rowCount}) => rowCount > 0)
      const minutes = measured.filter(({periodS}) => periodS === 60).map(({firstAt}) => firstAt)
      const series = new Set(group.map(({metricName, stat}) => `${metricName} ${stat}`))
      const silent = new Set(measured.map(({metricName, stat}) => `${metricName} ${stat}`))
      return [
        {text: (first?.namespace ?? '').replace(/^(AWS|ECS)\//, ''), style: 'bold' as const},
        {text: resourceOf(first?.dimensions ?? {})},
        {text: silent.size === series.size ? whole(series.size) : `${whole(silent.size)} of ${whole(series.size)}`},
        {text: measured.length === 0 ? '—' : dayOf(least(measured.map(({firstAt}) => firstAt)))},
        {text: minutes.length === 0 ? '—' : dayOf(least(minutes))},
        {
          text: minuteOf(
            least(
              group.map(({lastAt}) => lastAt),
              -1,
            ),
          ),
        },
        {text: whole(sumOf(group, 'rowCount'))},
        {text: bytes(sumOf(group, 'byteCount')), style: 'dim' as const},
      ]
    }),
  })
  const total = `${counted(sumOf(rows, 'rowCount'), 'value')}, ${bytes(sumOf(rows, 'byteCount'))} in ${place}. Of "3 of 5" series two were asked for and CloudWatch had nothing. Series by series, with gaps: ecom-plan archive ls --metric NAME, or --all.`
  return `${[...lines, '', ...paragraph(screen, total, {style: 'dim'})].join('\n')}\n`
}

/** What is measured, as a person calls it: without the ids that AWS puts behind names of load balancers. */
function resourceOf({LoadBalancer, TargetGroup, ...others}: Record<string, string>): string {
  const named = TargetGroup ?? LoadBalancer
  const [kind, ...names] = named?.split('/') ?? []
  const balancing = named === undefined ? [] : [kind === 'targetgroup' ? (names[0] ?? named) : `${kind}/${names[0]}`]
  return [...balancing, ...Object.values(others)].join(', ')
}

const sumOf = (rows: readonly ArchiveRow[], key: 'rowCount' | 'byteCount') =>
  rows.reduce((total, row) => total + row[key], 0)
/** The first of some times, or with -1 the last. */
const least = (times: readonly string[], place: 0 | -1 = 0) => [...times].sort().at(place) ?? ''
const dayOf = (at: string) => utcIso(at).slice(0, 10)

/** What is wrong with an archive, each with what to do; or that nothing is. */
export function renderArchiveCheckText(check: ArchiveCheckView, options: ScreenOptions): string {
  const screen = makeScreen(options)
  const {place, partCount, rowCount, byteCount, findings} = check
  const badCount = findings.filter(({severity}) => severity === 'bad').length
  const read = `${counted(partCount, 'file')}, ${counted(rowCount, 'value')}, ${bytes(byteCount)} read in ${place}`
  const verdict = badCount === 0 ? 'all as it was written' : `${counted(badCount, 'problem')} found`
  const lines = findings.flatMap((finding) => findingLines(screen, finding))
  return `${[...lines, ...paragraph(screen, `${read}: ${verdict}.`, {indent: 0})].join('\n')}\n`
}

function findingLines(screen: Screen, {severity, file, message, next}: ArchiveCheckView['findings'][number]): string[] {
  const sign = screen.mark(severity)
  const hang = 3 + sign.length
  const [first = '', ...rest] = paragraph(screen, `${file} ${message}`, {indent: hang, hang})
  return [
    `  ${screen.paint(severity, sign)} ${first.trimStart()}`,
    ...rest,
    ...paragraph(screen, next, {indent: hang, hang, style: 'dim'}),
  ]
}

/** `2026-11-27 05:00Z` */
const minuteOf = (at: string) => `${utcIso(at).slice(0, 16).replace('T', ' ')}Z`

/** `812 B`, `1.3 kB`, `48 MB`: powers of a thousand, as disks are sold. */
function bytes(count: number): string {
  const unit = count < 1e3 ? 'B' : count < 1e6 ? 'kB' : count < 1e9 ? 'MB' : 'GB'
  const size = count / {B: 1, kB: 1e3, MB: 1e6, GB: 1e9}[unit]
  return `${unit === 'B' || size >= 10 ? whole(size) : size.toFixed(1)} ${unit}`
}
