import {type AccessLogSummary, accessLogSummary} from '../core/series/access-log-summary.js'
import type {AccessLogTraffic} from '../documents/access-log-traffic.js'
import type {Config} from '../documents/config.js'
import {findConfig} from '../files/find-config.js'
import {writeFileAtomically} from '../files/write-file.js'
import type {AwsFlagValues} from './aws-flags.js'
import {type AthenaCost, countWithAthena} from './count-with-athena.js'
import {type LogFlagValues, type LogQuestion, type LogSourceName, logQuestion} from './log-flags.js'
import {optionalConfig} from './optional-config.js'
import {openArchive} from './pull.js'
import {type LogDocument, readLogDocument} from './read-log-document.js'

export type PulledLogs = {
  source: LogSourceName
  engine: 'local' | 'athena'
  /** The file that holds the counts now. */
  file: string
  isInArchive: boolean
  /** False where the archive had the very same counts. */
  isNew: boolean
  summary: AccessLogSummary
  athena: AthenaCost | null
  warnings: string[]
}

type Asked = {
  source: LogSourceName
  flags: LogFlagValues & AwsFlagValues
  configPath: string | undefined
  /** Where --until was not given, Athena counts up to here. */
  asOf: string
  onProgress: (text: string) => void
}

type Nearest = {config: Config; folder: string} | null

/**
 * Counts access logs and keeps the document: in the archive of the config, or in the file of `-o`, for which no config
 * is needed. Throws what checking the flags, reading and writing throw.
 */
export async function pullAccessLogs({source, flags, configPath, asOf, onProgress}: Asked): Promise<PulledLogs> {
  const question = logQuestion(source, flags, asOf)
  const nearest = await optionalConfig(configPath, flags)
  // without a file to write to, the counts need an archive, and so a config
  if (nearest === null && flags.output === undefined) await findConfig(process.cwd())
  const {log, warnings, cost} = await count({question, config: nearest?.config ?? null, aws: flags, onProgress})
  const kept = await keep(log, flags.output, nearest)
  return {source, engine: question.engine, ...kept, summary: accessLogSummary(log), athena: cost, warnings}
}

type Counting = {
  question: LogQuestion
  config: Config | null
  aws: AwsFlagValues
  onProgress: (text: string) => void
}

async function count({question, config, aws, onProgress}: Counting): Promise<LogDocument & {cost: AthenaCost | null}> {
  const access = async () => {
    const profile = config?.aws.profile ?? aws.profile
    return {profile, region: config?.aws.region ?? aws.region ?? (await regionOf(profile))}
  }
  if (question.engine === 'athena') {
    return countWithAthena({...question, ...(await access()), account: config?.aws.account ?? null, onProgress})
  }
  return {...(await readLogDocument({...question, s3: access, onProgress})), cost: null}
}

async function regionOf(profile: string | undefined): Promise<string> {
  const {resolveRegion} = await import('../aws/resolve-region.js')
  return resolveRegion(profile)
}

async function keep(
  log: AccessLogTraffic,
  output: string | undefined,
  nearest: Nearest,
): Promise<Pick<PulledLogs, 'file' | 'isInArchive' | 'isNew'>> {
  if (output !== undefined || nearest === null) {
    const file = output ?? ''
    await writeFileAtomically(file, `${JSON.stringify(log)}\n`)
    return {file, isInArchive: false, isNew: true}
  }
  const {writeAccessLog} = await import('../archive/access-logs.js')
  const store = await openArchive(nearest.config, nearest.folder)
  const {name, isNew} = await writeAccessLog({store, log})
  return {file: `${store.place}/${name}`, isInArchive: true, isNew}
}
