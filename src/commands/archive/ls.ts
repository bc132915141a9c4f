import {Flags} from '@oclif/core'
import {type ArchivedSeries, listArchive} from '../../archive/list-archive.js'
import {renderArchiveSummaryText, renderArchiveText} from '../../report/terminal/render-archive.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {openArchive} from '../../shell/pull.js'
import {readCheckedConfig} from '../../shell/read-checked-config.js'
import {terminalLook} from '../../shell/terminal.js'

export default class ArchiveLs extends BaseCommand {
  static override summary =
    'List what the archive holds, by what is measured; with --metric or --all series by series, with gaps.'
  static override examples = ['<%= config.bin %> archive ls', '<%= config.bin %> archive ls --metric RequestCount']
  static override flags = {
    config: configFlag,
    ...awsFlags,
    metric: Flags.string({summary: 'Series by series, only metrics of this name.', helpValue: 'NAME'}),
    all: Flags.boolean({summary: 'Series by series, all of them.'}),
  }

  async run(): Promise<{place: string; series: ArchivedSeries[]}> {
    const {flags} = await this.parse(ArchiveLs)
    this.setQuiet(flags.quiet)
    const {config, folder} = await readCheckedConfig(flags.config, flags)
    const store = await openArchive(config, folder)
    const series = await listArchive({store, metricName: flags.metric})
    const render = flags.all || flags.metric !== undefined ? renderArchiveText : renderArchiveSummaryText
    if (!this.jsonEnabled()) this.log(render(store.place, series, terminalLook({ascii: false})).trimEnd())
    return {place: store.place, series}
  }
}
