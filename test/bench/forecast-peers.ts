import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {MSTL, initSync as startMstl} from '@bsull/augurs/mstl'
import {Prophet, initSync as startProphet} from '@bsull/augurs/prophet'
import {optimizer} from '@bsull/augurs-prophet-wasmstan'
import type {ForecastCase} from './forecast-cases.ts'
import type {Method} from './forecast-methods.ts'

const dayS = 86_400
const require = createRequire(import.meta.url)
/** The wasm lies beside the module, but its path is not exported. */
const wasmOf = (name: string) => readFileSync(require.resolve(name).replace(/\.js$/, '_bg.wasm'))

export type ProphetSetting = {isLog: boolean; changepointPrior: number; holidayPrior: number}

/** The 12 settings that Prophet may choose from, in hindsight. */
export const prophetSettings: readonly ProphetSetting[] = [true, false].flatMap((isLog) =>
  [0.05, 0.5].flatMap((changepointPrior) =>
    [1, 10, 30].map((holidayPrior) => ({isLog, changepointPrior, holidayPrior})),
  ),
)

export function nameOf({isLog, changepointPrior, holidayPrior}: ProphetSetting): string {
  return `prophet ${isLog ? 'log' : 'mul'} ${changepointPrior} ${holidayPrior}`
}

/** Both modules need their wasm before the first fit: the time of that is no method's. */
export function startPeers(): void {
  startProphet({module: wasmOf('@bsull/augurs/prophet')})
  startMstl({module: wasmOf('@bsull/augurs/mstl')})
}

/**
 * Prophet with yearly and weekly seasonality and one holiday a day offset of each event, for it has no windows. An interval
 * has one level a model, so P90 and P99 are two fits; it hands the optimizer its columns in an order that differs from fit
 * to fit, so that the two may end in different places. `isLog`: additive on the log scale, else multiplicative.
 */
export const prophet =
  (setting: ProphetSetting): Method =>
  (asked) => {
    const p90 = prophetUpper(asked, setting, 0.8)
    const p99 = prophetUpper(asked, setting, 0.98)
    return p90.point.map((p50, k) => {
      const above = Math.max(p50, p90.upper[k] ?? p50)
      return {p50, p90: above, p99: Math.max(above, p99.upper[k] ?? above)}
    })
  }

function prophetUpper(asked: ForecastCase, setting: ProphetSetting, level: number) {
  const {filled, firstDay, horizonDays} = asked
  const mode = setting.isLog ? 'additive' : 'multiplicative'
  const model = new Prophet({
    optimizer,
    seasonalityMode: mode,
    holidaysMode: mode,
    changepointPriorScale: setting.changepointPrior,
    intervalWidth: level,
    uncertaintySamples: 1000,
    yearlySeasonality: {type: 'manual', enabled: true},
    weeklySeasonality: {type: 'manual', enabled: true},
    dailySeasonality: {type: 'manual', enabled: false},
    holidays: holidaysOf(asked, setting.holidayPrior),
  })
  const back = (value: number) => Math.max(0, setting.isLog ? Math.exp(Math.min(value, 700)) : value)
  const y = setting.isLog ? filled.map(Math.log) : [...filled]
  const ds = Array.from({length: horizonDays}, (_, k) => (firstDay + filled.length + k) * dayS)
  try {
    model.fit({ds: filled.map((_, i) => (firstDay + i) * dayS), y}, {seed: 1})
    const {yhat} = model.predict({ds})
    return {point: yhat.point.map(back), upper: (yhat.intervals?.upper ?? yhat.point).map(back)}
  } finally {
    model.free() // a thousand fits would hold a gigabyte
  }
}

function holidaysOf({events, firstDay, filled, horizonDays}: ForecastCase, priorScale: number) {
  const found = new Map<string, {occurrences: {start: number; end: number}[]; priorScale: number}>()
  for (const {id, day, lo, hi} of events) {
    for (let offset = lo; offset <= hi; offset++) {
      const at = day + offset
      if (at < firstDay || at >= firstDay + filled.length + horizonDays) continue
      const holiday = found.get(`${id}_${offset}`) ?? {occurrences: [], priorScale}
      holiday.occurrences.push({start: at * dayS, end: (at + 1) * dayS})
      found.set(`${id}_${offset}`, holiday)
    }
  }
  return found
}

/** MSTL with a weekly season and ETS on the log scale: it knows no events. */
export const mstl: Method = ({filled, horizonDays}) => {
  const model = MSTL.ets([7])
  model.fit(filled.map(Math.log))
  const p90 = model.predict(horizonDays, 0.8)
  const p99 = model.predict(horizonDays, 0.98)
  model.free()
  const back = (value: number) => Math.exp(Math.min(value, 700))
  return p90.point.map((point, k) => {
    const above = back(Math.max(point, p90.intervals?.upper[k] ?? point))
    return {p50: back(point), p90: above, p99: Math.max(above, back(p99.intervals?.upper[k] ?? point))}
  })
}
