import {Flags} from '@oclif/core'
import {exportArchive} from '../../archive/export-archive.js'
import {readArchive} from '../../archive/read-archive.js'
import {readCoverage} from '../../archive/read-coverage.js'
import {seriesKey} from '../../archive/series-key.js'
import type {MetricSeries} from '../../documents/series.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {parseDimensions, pickSeries} from '../../shell/pick-series.js'
import {openArchive} from '../../shell/pull.js'
import {readCheckedConfig} from '../../shell/read-checked-config.js'
import {timeFlag} from '../../shell/time-flag.js'
import {writeLines} from '../../shell/write-lines.js'

export default class ArchiveExport extends BaseCommand {
  static override summary = 'Write series of the archive to stdout as CSV, or with --json as windows.'
  static override examples = [
    '<%= config.bin %> archive export --metric RequestCount --stat Sum > requests.csv',
    '<%= config.bin %> archive export --metric CPUUtilization --dimension DBInstanceIdentifier=shop-db --from 2026-11-27 --to 2026-11-29',
  ]
  static override flags = {
    config: configFlag,
    ...awsFlags,
    namespace: Flags.string({summary: 'Only metrics of this namespace.', helpValue: 'AWS/RDS'}),
    metric: Flags.string({summary: 'Only metrics of this name.', helpValue: 'NAME'}),
    stat: Flags.string({summary: 'Only this statistic.', helpValue: 'Sum'}),
    dimension: Flags.string({summary: 'Only series with this dimension.', helpValue: 'NAME=VALUE', multiple: true}),
    from: timeFlag('from', 'From this time on.'),
    to: timeFlag('to', 'Up to this time, which is not included.'),
  }

  async run(): Promise<{place: string; series: MetricSeries[]}> {
    const {flags} = await this.parse(ArchiveExport)
    this.setQuiet(flags.quiet)
    const {config, folder} = await readCheckedConfig(flags.config, flags)
    const store = await openArchive(config, folder)
    const {coverage} = await readCoverage({store})
    const known = [...new Map(coverage.map((entry) => [seriesKey(entry), entry])).values()]
    const {namespace, metric: metricName, stat, dimension, from: fromAt, to: toAt} = flags
    const pick = {namespace, metricName, stat, dimensions: parseDimensions(dimension ?? [])}
    const metrics = pickSeries(known, pick, store.place)
    if (this.jsonEnabled()) return {place: store.place, series: await readArchive({store, metrics, fromAt, toAt})}
    await writeLines(exportArchive({store, metrics, fromAt, toAt}))
    return {place: store.place, series: []}
  }
}
