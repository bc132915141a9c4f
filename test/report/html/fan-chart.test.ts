import {expect, test} from 'vitest'
import type {Forecast, PathPoint} from '../../../src/documents/forecast.ts'
import type {Run} from '../../../src/documents/run.ts'
import {type ChartLayout, renderFanChart} from '../../../src/report/html/fan-chart.ts'
import {renderReportHtml} from '../../../src/report/html/render-report.ts'
import {reportOf} from '../sample-report.ts'
import {sampleRun} from '../sample-run.ts'

const stepS = 300
const perHour = 3600 / stepS
const fromMs = Date.parse(sampleRun.forecast.windowStartAt)

/** The path in five minutes: each hour at its own rate, but for a launch that triples one step. */
function finePath(path: readonly PathPoint[], launchAt?: number): NonNullable<Forecast['finePath']> {
  const points = path.flatMap(({p50Rps, p90Rps, p99Rps}, hour) =>
    Array.from({length: perHour}, (_, k): PathPoint => {
      const step = hour * perHour + k
      const times = step === launchAt ? 3 : 1
      const at = new Date(fromMs + step * stepS * 1000).toISOString()
      return {at, p50Rps: p50Rps * times, p90Rps: p90Rps * times, p99Rps: p99Rps * times}
    }),
  )
  return {stepS, points}
}
const withFine = (fine: Forecast['finePath'], over: Partial<Forecast> = {}): Run => ({
  ...sampleRun,
  forecast: {...sampleRun.forecast, ...over, ...(fine === undefined ? {} : {finePath: fine})},
})

/** The points of the P50 line, in pixels. */
function line(run: Run, layout: ChartLayout): {x: number; y: number}[] {
  const drawn = /<path d="M([^"]+)"[^>]*stroke-width="2.5"/.exec(renderFanChart(run, layout))?.[1] ?? ''
  let [x, y] = [0, 0]
  return drawn.split('l').map((step) => {
    const [dx = Number.NaN, dy = Number.NaN] = step.split(' ').map(Number)
    x += dx
    y += dy
    return {x, y}
  })
}

const {path} = sampleRun.forecast

test('the line has a point for each step of the fine path, and for each hour without one', () => {
  expect(line(withFine(finePath(path)), 'wide')).toHaveLength(path.length * perHour)
  expect(line(sampleRun, 'wide')).toHaveLength(path.length)
  expect(line(withFine({stepS, points: []}), 'wide')).toHaveLength(path.length)
})

test('both lines span the same window, each point in the middle of its step', () => {
  const [fine, hours] = [line(withFine(finePath(path)), 'wide'), line(sampleRun, 'wide')]
  // 824 px for 32 h: 25.75 an hour, from 48 on.
  expect(hours[0]?.x).toBeCloseTo(48 + 25.75 / 2, 1)
  expect(fine[0]?.x).toBeCloseTo(48 + 25.75 / 24, 1)
  expect(hours.at(-1)?.x).toBeCloseTo(872 - 25.75 / 2, 1)
  expect(fine.at(-1)?.x).toBeCloseTo(872 - 25.75 / 24, 1)
  // A step in the middle of an hour is as high as the hour.
  expect(fine[6 * perHour + 5]?.y).toBeCloseTo(hours[6]?.y ?? 0, 6)
})

test.each(['wide', 'narrow'] as const)('a launch of five minutes stands out, %s', (layout) => {
  const [launch, quiet] = [line(withFine(finePath(path, 75)), layout), line(withFine(finePath(path)), layout)]
  expect(launch).toHaveLength(quiet.length)
  const higher = launch.filter(({y}, i) => (quiet[i]?.y ?? 0) - y > 40)
  expect(higher).toHaveLength(1)
  const frame = {wide: {left: 48, inner: 824}, narrow: {left: 36, inner: 316}}[layout]
  const at = frame.left + (75 / 384) * frame.inner
  expect(Math.abs((higher[0]?.x ?? 0) - at)).toBeLessThan(3)
})

test('a phone gets no more points than it has pixels, and none of the height is lost', () => {
  const [phone, desk] = [line(withFine(finePath(path, 75)), 'narrow'), line(withFine(finePath(path, 75)), 'wide')]
  expect(phone).toHaveLength(192)
  const shareOf = (points: typeof phone, height: number) => Math.min(...points.map(({y}) => y)) / height
  expect(shareOf(phone, 1) - 26).toBeCloseTo(((shareOf(desk, 1) - 28) * (260 - 26 - 30)) / (360 - 28 - 34), 0)
})

test('a week in five minutes keeps the page small', () => {
  const week = Array.from({length: 168}, (_, hour): PathPoint => {
    const rps = 4000 + 3000 * Math.sin(hour / 4)
    return {at: new Date(fromMs + hour * 3_600_000).toISOString(), p50Rps: rps, p90Rps: rps * 1.2, p99Rps: rps * 1.5}
  })
  const hours = withFine(undefined, {path: week, lastTimeRps: week.map(() => null)})
  const fine = withFine(finePath(week), {path: week, lastTimeRps: week.map(() => null)})
  expect(renderReportHtml(reportOf(fine)).length - renderReportHtml(reportOf(hours)).length).toBeLessThan(60_000)
  expect(renderReportHtml(reportOf(fine))).toContain(
    'in steps of 5 minutes; the highest of an hour is its busiest minute',
  )
  expect(renderReportHtml(reportOf(hours))).toContain('busiest minute of each step')
})
