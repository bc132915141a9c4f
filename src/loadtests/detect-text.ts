import type {Detected} from './format-id.js'

/** Tells what a tool prints to a terminal, from its first 64 KiB. */
export function detectText(text: string): Detected {
  return texts.find(([patterns]) => patterns.every((pattern) => pattern.test(text)))?.[1] ?? {none: otherText(text)}
}

/** First match wins, so the particular stand before the general. */
const texts: readonly (readonly [readonly RegExp[], Detected])[] = [
  [[/^Running .+ test @ /m, /Thread Stats/, /HdrHistogram - Recorded Latency|Thread calibration/], 'wrk2'],
  [[/^Running .+ test @ /m, /Thread Stats/], 'wrk'],
  [[/This is ApacheBench/, /^Requests per second:/m], 'ab'],
  [
    [/Latency distribution:|Response time distribution:/, /Requests\/sec:/, /Success rate:/],
    {none: 'the text that oha prints: run it with --output-format json'},
  ],
  [[/Latency distribution:/, /Requests\/sec:/], 'hey'],
  [[/^finished in .*req\/s/m, /time for request:/], 'h2load'],
  [[/Effective rps:/, /Completed requests:/], 'loadtest'],
  [[/"transactions":/, /"availability":/], 'siege-json'],
  [[/^Transactions:\s+\d+ hits/m, /^Availability:/m], 'siege-text'],
  [[/summary [+=]\s+\d+ in\s/], 'jmeter-summariser'],
  [[/^Requests\s+\[total, rate/m, /^Latencies\s+\[/m], 'vegeta-text'],
  [[/"num_requests":/, /"response_times":/], 'locust-json'],
  [[/^Running .+ test @ /m], {none: 'the text that autocannon prints: run it with --json'}],
  [[/This is ApacheBench/], {none: 'what ab prints before it has a result'}],
  [[/http_req_duration\.+:/], {none: 'the text that k6 prints: run it with --summary-export=FILE or --out json=FILE'}],
  [[/Summary report @|All VUs finished/], {none: 'the text that Artillery prints: run it with --output FILE'}],
  [[/^Type\s+Name\s+# reqs/m], {none: 'the table that Locust prints: run it with --json or --csv'}],
  [[/^httperf /m, /Reply rate/], {none: 'the text that httperf prints, which is not read'}],
  [[/^# stats: dump at|^stats: /m], {none: 'a Tsung log, which is not read'}],
]

function otherText(text: string): string {
  const start = text.slice(0, 20_000)
  if (/^[^\n,;\t]*[,;\t][^\n]*\n[^\n,;\t]*[,;\t]/.test(start)) return 'a table such as CSV, of no known kind'
  if (/^(---\s|#.*\n)*\s*[\w-]+:(\s|$)/.test(start)) return 'a YAML file'
  return 'a text of no known kind'
}
