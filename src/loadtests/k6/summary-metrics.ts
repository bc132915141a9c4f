import {figureOf, type JsonObject, listAt, objectAt, parseJson, utcOfMs} from '../json-values.js'

/** A metric of a summary: its figures under k6's names, and the thresholds of the script that it missed. */
type K6SummaryMetric = {figures: JsonObject; failedThresholds: string[]}

/** A summary of k6, whichever of the three shapes it came in. */
export type K6Summary = {
  format: string
  toolVersion: string | null
  startedAt: string | null
  /** Null where the file does not say; then counts and rates tell it. */
  durationS: number | null
  metrics: Map<string, K6SummaryMetric>
}

/**
 * Brings the three summaries of k6 into one shape.
 *
 * `--summary-export` holds figures bare, and a threshold of `true` there means that it was missed. The data of
 * handleSummary holds them under `values`, and a threshold's `ok: true` means that it was met. The machine-readable
 * summary (since 1.5) holds a list of metrics, no thresholds, and names a rate's numbers otherwise.
 *
 * @source https://github.com/grafana/k6 (internal/js/summary-wrapper.js, internal/lib/summary/machine_readable.go)
 */
export function parseK6Summary({text, file}: {text: string; file: string}): K6Summary {
  const root = parseJson({text, file})
  const listed = listAt(objectAt(root, 'results'), 'metrics')
  if (listed.length > 0) return machineSummary(root, listed)
  const entries = Object.entries(objectAt(root, 'metrics'))
  const isNested = entries.some(([, metric]) => objectAt(metric, 'values') !== metric && 'values' in objectAt(metric))
  const durationMs = figureOf(objectAt(root, 'state')['testRunDurationMs'])
  return {
    format: isNested ? 'k6 handleSummary' : 'k6 summary export',
    toolVersion: null,
    startedAt: null,
    durationS: durationMs === null ? null : durationMs / 1000,
    metrics: new Map(entries.map(([name, metric]) => [name, isNested ? nested(metric) : bare(metric)])),
  }
}

const bare = (metric: unknown): K6SummaryMetric => ({
  figures: objectAt(metric),
  failedThresholds: Object.entries(objectAt(metric, 'thresholds')).flatMap(([rule, isMissed]) =>
    isMissed === true ? rule : [],
  ),
})

const nested = (metric: unknown): K6SummaryMetric => ({
  figures: objectAt(metric, 'values'),
  failedThresholds: Object.entries(objectAt(metric, 'thresholds')).flatMap(([rule, verdict]) =>
    objectAt(verdict)['ok'] === false ? rule : [],
  ),
})

function machineSummary(root: unknown, listed: readonly unknown[]): K6Summary {
  const {k6Version, generatedAt} = objectAt(root, 'metadata')
  const durationS = figureOf(objectAt(root, 'config')['duration'])
  const endMs = typeof generatedAt === 'string' ? Date.parse(generatedAt) : Number.NaN
  return {
    format: 'k6 machine-readable summary',
    toolVersion: typeof k6Version === 'string' ? k6Version : null,
    startedAt: Number.isNaN(endMs) || durationS === null ? null : utcOfMs(endMs - durationS * 1000),
    durationS,
    metrics: new Map(
      listed.map((metric) => {
        const {matches, ...figures} = objectAt(metric, 'values')
        const rate = matches === undefined ? {} : {passes: matches}
        return [String(objectAt(metric)['name']), {figures: {...figures, ...rate}, failedThresholds: []}]
      }),
    ),
  }
}
