import {fileURLToPath} from 'node:url'
import type {DayQuantiles} from '../../src/core/forecast/daily/forecast-days.ts'
import {eventCases, type ForecastCase, rollingCases} from './forecast-cases.ts'
import {ratioWithInterval} from './forecast-intervals.ts'
import {analogue, type Method, ours, seasonalNaive} from './forecast-methods.ts'
import {type Score, scoreOf, summaryOf} from './forecast-scores.ts'
import {type DailySeries, readSeries} from './forecast-series.ts'

const ownFolder = fileURLToPath(new URL('../../fixtures/forecast-bench', import.meta.url))

type Result = {scores: (Score | null)[]; cpuMs: number; failures: number}
type Group = {name: string; cases: ForecastCase[]}

/**
 * `npm run bench -- forecast [DIR] [--peers]`: forecasts the past of each series in a folder (`NAME.csv`, `events.csv`)
 * from what was known then, and judges: event peaks at 28 and 7 days' lead, and rolling stretches of 28 days. The hand
 * analogue and the seasonal naive go along; with `--peers` also Prophet, in 12 settings of which the best in hindsight
 * counts, and MSTL. All methods answer the same cases in the same run; a case that one of them fails on is left out for
 * all. CPU is per case, both quantiles included, after one case as warm-up.
 */
export async function bench(args: readonly string[]) {
  const folder = args.find((arg) => !arg.startsWith('--')) ?? ownFolder
  const series = readSeries(folder)
  const methods = new Map<string, Method>([
    ['ours', ours()],
    ['analogue', analogue],
    ['naive 7', seasonalNaive],
    ...(args.includes('--peers') ? await peerMethods() : []),
  ])
  return Object.fromEntries(groupsOf(series).map((group) => [group.name, judge(group, methods)]))
}

function groupsOf(series: readonly DailySeries[]): Group[] {
  return [
    {name: 'lead28', cases: series.flatMap((one) => eventCases(one, 28))},
    {name: 'lead7', cases: series.flatMap((one) => eventCases(one, 7))},
    {name: 'rolling28', cases: series.flatMap(rollingCases)},
  ]
}

async function peerMethods(): Promise<[string, Method][]> {
  const {mstl, nameOf, prophet, prophetSettings, startPeers} = await import('./forecast-peers.ts')
  startPeers()
  return [['mstl', mstl], ...prophetSettings.map((setting): [string, Method] => [nameOf(setting), prophet(setting)])]
}

function judge({name, cases}: Group, methods: ReadonlyMap<string, Method>) {
  const results = new Map([...methods].map(([method, run]) => [method, runAll(run, cases)]))
  const isAnswered = cases.map((_, i) => [...results.values()].every(({scores}) => scores[i] !== null))
  const kept = (method: string) =>
    (results.get(method)?.scores ?? []).filter((score, i): score is Score => score !== null && isAnswered[i] === true)
  const measure = name === 'rolling28' ? 'scaledError' : 'relativePinball'
  console.log(`\n${name}: ${isAnswered.filter(Boolean).length} of ${cases.length} cases`)
  const rows = shownMethods([...methods.keys()], (method) => summaryOf(kept(method))[measure]).map(
    ({label, method}) => {
      const figures = {...summaryOf(kept(method)), cpuMs: results.get(method)?.cpuMs ?? 0}
      const against = ratioWithInterval(pairsOf(kept('ours'), kept(method), measure))
      console.log(rowOf(label, figures, method === 'ours' ? null : against))
      return [label, {...rounded(figures), failures: results.get(method)?.failures, oursOver: rounded(against)}]
    },
  )
  return {...Object.fromEntries(rows), perSeries: seriesRows(kept('ours'), kept('analogue'), measure)}
}

function runAll(run: Method, cases: readonly ForecastCase[]): Result {
  const answer = (asked: ForecastCase): DayQuantiles[] | null => {
    try {
      return run(asked)
    } catch {
      return null // a fit that does not converge throws; it is counted, and the case is left out for all
    }
  }
  if (cases[0] !== undefined) answer(cases[0])
  const start = process.cpuUsage()
  const answers = cases.map(answer)
  const used = process.cpuUsage(start)
  const scores = answers.map((days, i) => {
    const asked = cases[i]
    return days === null || asked === undefined ? null : scoreOf(asked, days)
  })
  const cpuMs = (used.user + used.system) / 1000
  return {scores, cpuMs: cpuMs / Math.max(1, cases.length), failures: answers.filter((days) => days === null).length}
}

/** Every method but Prophet's settings, of which only the best in hindsight is shown. */
function shownMethods(methods: readonly string[], lossOf: (method: string) => number) {
  const settings = methods.filter((method) => method.startsWith('prophet'))
  const best = settings.toSorted((a, b) => lossOf(a) - lossOf(b))[0]
  return [
    ...methods.filter((method) => !settings.includes(method)).map((method) => ({label: method, method})),
    ...(best === undefined ? [] : [{label: `best of ${settings.length}: ${best}`, method: best}]),
  ]
}

function pairsOf(mine: readonly Score[], theirs: readonly Score[], measure: 'relativePinball' | 'scaledError') {
  return mine.map((score, i) => ({
    series: score.series,
    ours: score[measure],
    other: theirs[i]?.[measure] ?? Number.NaN,
  }))
}

function rowOf(
  label: string,
  found: ReturnType<typeof summaryOf> & {cpuMs: number},
  against: ReturnType<typeof ratioWithInterval> | null,
): string {
  const share = (value: number) => `${(value * 100).toFixed(1)} %`.padStart(7)
  const ratio =
    against === null
      ? ''
      : `  ours ÷ it ${against.ratio.toFixed(2)} [${against.low.toFixed(2)}–${against.high.toFixed(2)}]`
  return [
    label.padEnd(34),
    `pinball ${found.relativePinball.toFixed(4)}`,
    ` error ${share(found.peakErrorMean)} mean ${share(found.peakErrorMedian)} median`,
    ` above P90 ${share(found.missed90)} P99 ${share(found.missed99)}`,
    Number.isNaN(found.scaledError) ? '' : ` MASE ${found.scaledError.toFixed(3)}`,
    ` CPU ${found.cpuMs.toFixed(1)} ms`,
    ratio,
  ].join('')
}

function seriesRows(mine: readonly Score[], hand: readonly Score[], measure: 'relativePinball' | 'scaledError') {
  const names = [...new Set(mine.map(({series}) => series))]
  return Object.fromEntries(
    names.map((name) => {
      const own = summaryOf(mine.filter(({series}) => series === name))
      const other = summaryOf(hand.filter(({series}) => series === name))
      console.log(
        `  ${name.padEnd(44)} n ${String(own.n).padStart(3)}  ours ${own[measure].toFixed(4)}  analogue ${other[measure].toFixed(4)}  above P90 ${(own.missed90 * 100).toFixed(0)} %`,
      )
      return [
        name,
        {n: own.n, ours: round(own[measure]), analogue: round(other[measure]), missed90: round(own.missed90)},
      ]
    }),
  )
}

function rounded<T extends Record<string, number>>(figures: T): T {
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, round(value)])) as T
}

function round(value: number): number {
  return Number(value.toPrecision(4))
}
