import {accessLogDemand} from '../core/series/access-log-demand.js'
import {mergeWindows} from '../core/series/merge-windows.js'
import type {AccessLogTraffic} from '../documents/access-log-traffic.js'
import type {Config} from '../documents/config.js'
import type {Window} from '../documents/series.js'
import {PlanError} from '../errors.js'
import {openArchive} from './pull.js'
import {readLogDocument} from './read-log-document.js'

type LogSource = Extract<Config['demand']['sources'][number], {kind: 'access-log'}>

type From = {
  config: Config
  /** The source's path from where the config lies; null for what the archive holds. */
  path: string | null
  folder: string
  isOffline: boolean
  /** Whether bots are to be told apart from people: only where every source can. */
  isApart: boolean
  onProgress: (text: string) => void
}

/**
 * Demand from access logs: its windows, what to call it, and when its newest value was captured. `bots` are those
 * that count as demand and are not in the windows: none but where they are to be told apart.
 */
export async function demandFromAccessLogs(
  source: LogSource,
  from: From,
): Promise<{windows: Window[]; bots: Window[]; names: string[]; capturedAt: string; warnings: string[]}> {
  const {found, name, warnings} = from.path === null ? await fromArchive(from) : await fromPath(from, from.path)
  const isApart = from.isApart && source.bots === 'included'
  const merged = mergeWindows(found.map((log) => accessLogDemand({log, bots: isApart ? 'excluded' : source.bots})))
  const bots = isApart ? mergeWindows(found.map((log) => accessLogDemand({log, bots: 'only'}))).windows : []
  const capturedAt = found.map((log) => log.capturedAt).sort()
  return {
    windows: merged.windows.filter(({values}) => values.some((value) => value !== null)),
    bots,
    names: [name],
    capturedAt: capturedAt.at(-1) ?? '',
    warnings: [...warnings, ...overlapWarnings(name, merged.overlapCount)],
  }
}

type Found = {found: AccessLogTraffic[]; name: string; warnings: string[]}

async function fromPath({config, isOffline, onProgress}: From, path: string): Promise<Found> {
  if (isOffline && path.startsWith('s3://')) throw notOffline(path)
  const {region, profile} = config.aws
  const {log, warnings} = await readLogDocument({
    paths: [path],
    s3: async () => ({region, profile}),
    onProgress,
  })
  const isElsewhere = config.demand.level !== levelOf(log)
  const where = log.format === 'cloudfront' ? 'at CloudFront' : 'behind the CDN'
  const said = isElsewhere
    ? [`${path} was counted ${where}, and demand.level is ${config.demand.level}: one of the two is not what you mean`]
    : []
  return {found: [log], name: path, warnings: [...warnings.map((text) => `${path}: ${text}`), ...said]}
}

/** The documents of the archive that were counted where `demand.level` says: CloudFront's at the edge, all others behind. */
async function fromArchive({config, folder}: From): Promise<Found> {
  const {readAccessLogDocuments} = await import('../archive/access-logs.js')
  const store = await openArchive(config, folder)
  const all = await readAccessLogDocuments({store})
  const found = all.flatMap(({log}) => (levelOf(log) === config.demand.level ? [log] : []))
  const name = `archive ${store.place} logs`
  if (found.length > 0) return {found, name, warnings: []}
  const kind = config.demand.level === 'edge' ? 'cloudfront-log' : 'alb-log'
  const why = all.length === 0 ? 'no counted access logs' : `no access logs counted at the ${config.demand.level}`
  throw new PlanError('data', 'DATA_EMPTY', `the archive ${store.place} holds ${why}`, {
    suggestions: [`ecom-plan pull --source ${kind} --path PATH`, 'or give the access-log source a path'],
    place: {file: store.place},
  })
}

const levelOf = ({format}: AccessLogTraffic) => (format === 'cloudfront' ? 'edge' : 'origin')

function overlapWarnings(name: string, overlapCount: number): string[] {
  if (overlapCount === 0) return []
  return [
    `${name}: ${overlapCount} minutes were counted more than once; the larger count is taken, which is wrong where two load balancers were counted`,
  ]
}

function notOffline(path: string): PlanError {
  return new PlanError('data', 'LOG_OFFLINE', `${path} lies in S3, and --offline asks AWS for nothing`, {
    suggestions: [
      `ecom-plan pull --source alb-log --path ${path}, then leave path out of the access-log source`,
      'or run without --offline',
    ],
  })
}
