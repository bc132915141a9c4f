import {Flags} from '@oclif/core'
import {catalog} from '../catalog/catalog.js'
import {renderPulledLogsText} from '../report/terminal/render-access-logs.js'
import {type CatalogView, renderCatalogText} from '../report/terminal/render-catalog.js'
import {type PullView, renderPullText} from '../report/terminal/render-pull.js'
import {type AwsFlagValues, awsFlags} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {configFlag, walkFlags} from '../shell/flags.js'
import {keepHeapSmall} from '../shell/keep-heap-small.js'
import {type LogFlagValues, type LogSourceName, logFlags, refuseLogFlags} from '../shell/log-flags.js'
import {estimatePull, pull} from '../shell/pull.js'
import {type PulledLogs, pullAccessLogs} from '../shell/pull-access-logs.js'
import {readCheckedConfig} from '../shell/read-checked-config.js'
import {terminalLook} from '../shell/terminal.js'
import {progressTo} from '../shell/walk-command.js'

type Pulled = PullView & {
  /** What was read for the catalogue; null when that was not asked. */
  catalog: CatalogView | null
}

/** Warnings stand in the envelope. */
type LogsPulled = Omit<PulledLogs, 'warnings'>

export default class Pull extends BaseCommand {
  static override summary = 'Read settings and metrics from AWS and keep them in the archive, at full resolution.'
  static override description =
    'CloudWatch keeps minutes for 15 days and five minutes for 63, so a peak is lost by the next one unless it is kept. Run weekly, it asks only for what the archive does not have; a pull that was cut goes on where it stopped. What CloudWatch does not have stays absent and is never stored as zero.'
  static override examples = [
    '<%= config.bin %> pull --estimate',
    '<%= config.bin %> pull',
    '<%= config.bin %> pull --source alb-log --path logs/ -o access-log.json',
    '<%= config.bin %> pull --source alb-log --engine athena --path s3://shop-logs/alb --since 2026-11-26 --until 2026-11-29',
  ]
  static override flags = {
    config: configFlag,
    ...awsFlags,
    source: Flags.option({
      options: ['cloudwatch', 'alb-log', 'cloudfront-log', 'nginx-log'] as const,
      default: 'cloudwatch',
      summary: 'What to read: CloudWatch, or requests counted in access logs.',
    })(),
    ...logFlags,
    estimate: Flags.boolean({summary: 'Say how many calls and what cost, and read no metric.'}),
    hourly: Flags.boolean({summary: 'Ask for hours alone, for a quick first look; a later pull brings the rest.'}),
    'refresh-catalog': Flags.boolean({
      summary: 'Also read instance types, RDS options, quotas and prices of the Region; forecast then uses them.',
      exclusive: ['estimate'],
    }),
    'as-of': walkFlags['as-of'],
  }

  async run(): Promise<Pulled | LogsPulled> {
    keepHeapSmall()
    const {flags} = await this.parse(Pull)
    this.setQuiet(flags.quiet)
    if (flags.source !== 'cloudwatch') return this.pullLogs(flags.source, flags)
    refuseLogFlags(flags)
    const {config, folder} = await readCheckedConfig(flags.config, flags)
    const asOf = flags['as-of'] ?? new Date().toISOString()
    const onProgress = progressTo({isQuiet: flags.quiet, isJson: this.jsonEnabled()})
    const options = {config, folder, asOf, isHourly: flags.hourly, onProgress}
    const found = flags.estimate
      ? {...(await estimatePull(options)), valueCount: null, place: config.archive, catalog: null, warnings: []}
      : await pull({...options, isCatalogWanted: flags['refresh-catalog']})
    const {callCount, metricCallCount, billedMetricCount, pointCount, seriesCount, valueCount, place} = found
    const aboutUsd = billedMetricCount * catalog.prices.metricRequestUsd.value
    const pulled = {
      isEstimate: flags.estimate,
      callCount,
      metricCallCount,
      billedMetricCount,
      pointCount,
      seriesCount,
      aboutUsd,
      place,
      valueCount,
      catalog: found.catalog?.counts ?? null,
    }
    if (!this.jsonEnabled()) this.log(renderPullText(pulled, terminalLook({ascii: false})))
    if (!this.jsonEnabled() && pulled.catalog !== null) this.log(renderCatalogText(pulled.catalog))
    for (const warning of [...found.warnings, ...(found.catalog?.warnings ?? [])]) this.warnOf(warning)
    return pulled
  }

  /** Access logs: counted, kept and shown. */
  private async pullLogs(
    source: LogSourceName,
    flags: LogFlagValues & AwsFlagValues & {config: string | undefined; 'as-of': string | undefined; quiet: boolean},
  ): Promise<LogsPulled> {
    const asOf = flags['as-of'] ?? new Date().toISOString()
    const onProgress = progressTo({isQuiet: flags.quiet, isJson: this.jsonEnabled()})
    const {warnings, ...pulled} = await pullAccessLogs({source, flags, configPath: flags.config, asOf, onProgress})
    for (const message of warnings) this.warnOf({code: 'DATA', message})
    if (!this.jsonEnabled()) this.log(renderPulledLogsText(pulled, terminalLook({ascii: false})).trimEnd())
    return pulled
  }
}
