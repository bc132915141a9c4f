import type {Forecast, PathPoint} from '../../documents/forecast.js'

/** Points of the fan, each valid for `stepS` from its time on. */
type FanPoints = {stepS: number; points: readonly PathPoint[]}

/**
 * What the fan is drawn through: the fine path where the forecast has one, else the steps of the path. Where there are
 * more points than `most`, which a drawing cannot show apart, each run of them gives its highest.
 */
export function fanPoints({path, stepS, finePath}: Forecast, most: number): FanPoints {
  const all = finePath === undefined || finePath.points.length === 0 ? {stepS, points: path} : finePath
  const runLength = Math.ceil(all.points.length / most)
  if (runLength <= 1) return all
  const runs = Array.from({length: Math.ceil(all.points.length / runLength)}, (_, run) =>
    all.points.slice(run * runLength, (run + 1) * runLength),
  )
  return {stepS: all.stepS * runLength, points: runs.flatMap(highestOf)}
}

/** The time of the run's first point with the highest value of each quantile in it. */
function highestOf(run: readonly PathPoint[]): PathPoint[] {
  const [first] = run
  if (first === undefined) return []
  const highest = (name: 'p50Rps' | 'p90Rps' | 'p99Rps') => Math.max(...run.map((point) => point[name]))
  return [{at: first.at, p50Rps: highest('p50Rps'), p90Rps: highest('p90Rps'), p99Rps: highest('p99Rps')}]
}
