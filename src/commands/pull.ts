import {Flags} from '@oclif/core'
import {catalog} from '../catalog/catalog.js'
import {renderPullText} from '../report/terminal/render-pull.js'
import {BaseCommand} from '../shell/base-command.js'
import {configFlag, walkFlags} from '../shell/flags.js'
import {estimatePull, pull} from '../shell/pull.js'
import {readCheckedConfig} from '../shell/read-checked-config.js'
import {progressTo} from '../shell/walk-command.js'

type Pulled = {
  isEstimate: boolean
  callCount: number
  billedMetricCount: number
  pointCount: number
  seriesCount: number
  aboutUsd: number
  place: string
  valueCount: number | null
}

export default class Pull extends BaseCommand {
  static override summary = 'Read settings and metrics from AWS and keep them in the archive, at full resolution.'
  static override description =
    'CloudWatch keeps minutes for 15 days and five minutes for 63, so a peak is lost by the next one unless it is kept. Run weekly, it asks only for what the archive does not have; a pull that was cut goes on where it stopped. What CloudWatch does not have stays absent and is never stored as zero.'
  static override examples = ['<%= config.bin %> pull --estimate', '<%= config.bin %> pull']
  static override flags = {
    config: configFlag,
    estimate: Flags.boolean({summary: 'Say how many calls and what cost, and read no metric.'}),
    'as-of': walkFlags['as-of'],
  }

  async run(): Promise<Pulled> {
    const {flags} = await this.parse(Pull)
    this.setQuiet(flags.quiet)
    const {config, folder} = await readCheckedConfig(flags.config)
    const asOf = flags['as-of'] ?? new Date().toISOString()
    const onProgress = progressTo({isQuiet: flags.quiet, isJson: this.jsonEnabled()})
    const options = {config, folder, asOf, onProgress}
    const found = flags.estimate
      ? {...(await estimatePull(options)), valueCount: null, place: config.archive}
      : await pull(options)
    const {callCount, billedMetricCount, pointCount, seriesCount, valueCount, place} = found
    const aboutUsd = billedMetricCount * catalog.prices.metricRequestUsd.value
    const pulled = {
      isEstimate: flags.estimate,
      callCount,
      billedMetricCount,
      pointCount,
      seriesCount,
      aboutUsd,
      place,
      valueCount,
    }
    if (!this.jsonEnabled()) this.log(renderPullText(pulled))
    return pulled
  }
}
