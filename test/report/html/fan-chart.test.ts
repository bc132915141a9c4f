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
  const svg = renderFanChart(run, layout)
  const drawn = /stroke-width="2.25"[^>]*><path d="M([^"]+)"/.exec(svg)?.[1] ?? ''
  return drawn.split('L').map((point) => {
    const [x = Number.NaN, y = Number.NaN] = point.split(',').map(Number)
    return {x, y}
  })
}

const {path} = sampleRun.forecast
const frames = {
  wide: {left: 46, inner: 1020 - 46 - 118, top: 34, bottom: 30, height: 340},
  narrow: {left: 34, inner: 360 - 34 - 6, top: 34, bottom: 28, height: 270},
}

test('the line has a point for each step of the fine path, and for each hour without one', () => {
  expect(line(withFine(finePath(path)), 'wide')).toHaveLength(path.length * perHour)
  expect(line(sampleRun, 'wide')).toHaveLength(path.length)
  expect(line(withFine({stepS, points: []}), 'wide')).toHaveLength(path.length)
})

test('both lines span the same window, each point in the middle of its step', () => {
  const [fine, hours] = [line(withFine(finePath(path)), 'wide'), line(sampleRun, 'wide')]
  const {left, inner} = frames.wide
  const hour = inner / 32
  expect(hours[0]?.x).toBeCloseTo(left + hour / 2, 0)
  expect(fine[0]?.x).toBeCloseTo(left + hour / 24, 0)
  expect(hours.at(-1)?.x).toBeCloseTo(left + inner - hour / 2, 0)
  expect(fine.at(-1)?.x).toBeCloseTo(left + inner - hour / 24, 0)
  // A step in the middle of an hour is as high as the hour.
  expect(fine[6 * perHour + 5]?.y).toBeCloseTo(hours[6]?.y ?? 0, 6)
})

test('heights are shares of a round axis from zero', () => {
  const {top, bottom, height} = frames.wide
  const axisTop = 16_000
  const hours = line(sampleRun, 'wide')
  path.forEach(({p50Rps}, i) => {
    expect(hours[i]?.y).toBeCloseTo(top + (1 - p50Rps / axisTop) * (height - top - bottom), 0)
  })
})

test.each(['wide', 'narrow'] as const)('a launch of five minutes stands out, %s', (layout) => {
  const [launch, quiet] = [line(withFine(finePath(path, 75)), layout), line(withFine(finePath(path)), layout)]
  expect(launch).toHaveLength(quiet.length)
  const higher = launch.filter(({y}, i) => (quiet[i]?.y ?? 0) - y > 30)
  expect(higher).toHaveLength(1)
  const at = frames[layout].left + (75 / 384) * frames[layout].inner
  expect(Math.abs((higher[0]?.x ?? 0) - at)).toBeLessThan(3)
})

test('a phone gets no more points than it has pixels, and none of the height is lost', () => {
  const [phone, desk] = [line(withFine(finePath(path, 75)), 'narrow'), line(withFine(finePath(path, 75)), 'wide')]
  expect(phone).toHaveLength(192)
  const share = (points: typeof phone, {top, bottom, height}: (typeof frames)['wide']) =>
    (Math.min(...points.map(({y}) => y)) - top) / (height - top - bottom)
  expect(share(phone, frames.narrow)).toBeCloseTo(share(desk, frames.wide), 2)
})

test('an hour that was not measured leaves a hole in the line of last time', () => {
  const dashed = /stroke="var\(--last, #6b7785\)"[^>]*><path d="([^"]+)"/.exec(renderFanChart(sampleRun, 'wide'))?.[1]
  expect(dashed?.match(/M/g)).toHaveLength(2)
  expect(dashed?.match(/[ML]/g)).toHaveLength(31)
})

test('the day of the event is shaded from midnight to midnight of its zone, and the launch is named', () => {
  const svg = renderFanChart(sampleRun, 'wide')
  const {left, inner} = frames.wide
  const shaded = /<rect height="[\d.]+" width="([\d.]+)" y="[\d.]+" x="([\d.]+)"/.exec(svg)
  expect(Number(shaded?.[2])).toBeCloseTo(left + (6 / 32) * inner, 0)
  expect(Number(shaded?.[1])).toBeCloseTo((24 / 32) * inner, 0)
  expect(svg).toContain('>launch 00:00<')
})

test('a capacity far above the traffic stays off the chart, and one upon another is named once', () => {
  const far = renderFanChart({...sampleRun, capacityPlannedRps: 1e6}, 'wide')
  expect(far).toContain('Capacity today 8,320')
  expect(far).not.toContain('>Capacity with the plan')
  const same = renderFanChart({...sampleRun, capacityPlannedRps: sampleRun.capacityTodayRps}, 'wide')
  expect(same).toContain('>Capacity today 8,320, and with the plan<')
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
