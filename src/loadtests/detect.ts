/** What a file is: one of the formats that can be read, or the reason why it is none, as a noun (`an HTML page`). */
export type Detected = 'k6-summary-export' | 'autocannon' | {none: string}

/** Tells the format of a load-test result by its content, never by its name. */
export function detectFormat(text: string): Detected {
  const body = text.replace(/^\uFEFF/, '').trim()
  if (body === '') return {none: 'an empty file'}
  if (body[0] === '{' || body[0] === '[') return detectJson(body)
  return {none: texts.find(([pattern]) => pattern.test(body.slice(0, 20_000)))?.[1] ?? 'a text of no known kind'}
}

/** First match wins, so the particular stand before the general. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/^<\?xml[\s\S]*<testResults|^<testResults/, 'a JMeter result in XML'],
  [/^<(!doctype )?html/i, 'an HTML page'],
  [/^</, 'an XML file'],
  [/\b(timeStamp[,;\t]elapsed|^\d{13},\d+,)/, 'a JMeter result in CSV'],
  [/^metric_name,timestamp,metric_value/, 'the output of k6 run --out csv'],
  [/http_req_duration\.+:/, 'the text that k6 prints'],
  [/^Type,Name,|^Timestamp,User Count,/, 'a Locust CSV'],
  [/^Running .+ test @ [\s\S]*Thread Stats/, 'the text that wrk prints'],
  [/^Running .+ test @ /, 'the text that autocannon prints'],
  [/This is ApacheBench/, 'the text that ab prints'],
  [/Latency distribution:/, 'the text that hey prints'],
  [/^[^\n]*[,;\t][^\n]*\n[^\n]*[,;\t]/, 'a table such as CSV'],
  [/^(---|#.*\n)*\s*[\w-]+:(\s|$)/, 'a YAML file'],
]

function detectJson(body: string): Detected {
  if (/^\{"(metric|type)":"[^\n]*\n\s*\{/.test(body)) return {none: 'the output of k6 run --out json'}
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return {none: 'JSON that is broken or cut off'}
  }
  if (Array.isArray(value)) return {none: has(value[0], 'num_requests') ? 'a Locust result' : 'a JSON list'}
  if (has(value, 'latency', 'requests', 'non2xx')) return 'autocannon'
  if (has(value, 'metrics')) return detectK6((value as {metrics: unknown}).metrics)
  return {none: objects.find(([keys]) => has(value, ...keys))?.[1] ?? 'a JSON object of no known kind'}
}

const objects: readonly (readonly [readonly string[], string])[] = [
  [['results', 'metadata'], 'the machine-readable summary of k6'],
  [['aggregate'], 'an Artillery result'],
  [['latencies', 'status_codes'], 'a Vegeta report'],
  [['latencyPercentiles'], 'an oha result'],
  [['DurationHistogram'], 'a Fortio result'],
  [['Total'], 'the statistics.json of a JMeter dashboard'],
  [['schema'], 'a document of another kind'],
]

/** The members of a summary export hold their numbers bare; those that handleSummary gets hold them under `values`. */
function detectK6(metrics: unknown): Detected {
  const known = ['http_reqs', 'iterations', 'vus'].filter((name) => has(metrics, name))
  if (known.length === 0) return {none: 'a JSON object of no known kind'}
  const isHandleSummary = known.some((name) => has((metrics as Record<string, unknown>)[name], 'values'))
  return isHandleSummary ? {none: 'the data that k6 gives to handleSummary'} : 'k6-summary-export'
}

const has = (value: unknown, ...keys: readonly string[]) =>
  typeof value === 'object' && value !== null && keys.every((key) => Object.hasOwn(value, key))
