import type {AccessLogTraffic} from '../../documents/access-log-traffic.js'
import type {Window} from '../../documents/series.js'

/** Rates over the time that was measured: shoppers and bots apart, and all of them in the busiest minute or hour. */
export type RateSummary = {
  name: string
  requestCount: number
  botCount: number
  errorCount: number
  shopperMeanRps: number
  botMeanRps: number
  /** Bots included, since they are load like any other: of a target group's busiest minute, a route's busiest hour. */
  busiestRps: number
}

export type AccessLogSummary = {
  format: AccessLogTraffic['format']
  fromAt: string
  toAt: string
  measuredS: number
  fileCount: number
  lineCount: number
  malformedCount: number
  total: RateSummary & {busiestMinuteAt: string; busiestSecondCount: number; busiestSecondAt: string}
  targetGroups: RateSummary[]
  routes: RateSummary[]
}

/** What the counted logs amount to in requests per second. The first and last hour of a route are measured in part. */
export function accessLogSummary(log: AccessLogTraffic): AccessLogSummary {
  const measuredS = log.total.values.filter((value) => value !== null).length * log.total.periodS
  const rates = ({name, requestCount, botCount, errorCount, total}: AccessLogTraffic['byRoute'][number]) => ({
    name,
    requestCount,
    botCount,
    errorCount,
    shopperMeanRps: (requestCount - botCount) / measuredS,
    botMeanRps: botCount / measuredS,
    busiestRps: busiestOf(total).value / total.periodS,
  })
  const sum = (key: 'requestCount' | 'botCount' | 'errorCount') =>
    log.byTargetGroup.reduce((total, group) => total + group[key], 0)
  const all = {
    name: 'total',
    requestCount: sum('requestCount'),
    botCount: sum('botCount'),
    errorCount: sum('errorCount'),
    total: log.total,
  }
  const second = busiestOf(log.busiestSecond)
  return {
    format: log.format,
    fromAt: log.fromAt,
    toAt: log.toAt,
    measuredS,
    fileCount: log.fileCount,
    lineCount: log.lineCount,
    malformedCount: log.malformedCount,
    total: {
      ...rates(all),
      busiestMinuteAt: busiestOf(log.total).at,
      busiestSecondCount: second.value,
      busiestSecondAt: second.at,
    },
    targetGroups: log.byTargetGroup.map(rates),
    routes: log.byRoute.map(rates),
  }
}

/** The highest value, and the start of its interval. */
function busiestOf({values, startAt, periodS}: Window): {value: number; at: string} {
  let most = 0
  values.forEach((value, i) => {
    if ((value ?? 0) > (values[most] ?? 0)) most = i
  })
  return {value: values[most] ?? 0, at: new Date(Date.parse(startAt) + most * periodS * 1000).toISOString()}
}
