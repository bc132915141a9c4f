import {Args, Flags} from '@oclif/core'
import type {ReportDelta} from '../documents/report-delta.js'
import {renderReportDeltaMarkdown} from '../report/markdown/render-report-delta.js'
import {renderReportDelta} from '../report/terminal/render-report-delta.js'
import {useEndpoint} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {optionalConfig} from '../shell/optional-config.js'
import {diffReports} from '../shell/report/kept-reports.js'
import {openHistory} from '../shell/report/open-history.js'
import {reportStoreFlags} from '../shell/report/report-flags.js'
import {terminalLook} from '../shell/terminal.js'
import {checkOutputs, writeOutputs} from '../shell/write-outputs.js'

const extensions = ['.md', '.json', '.txt']

export default class Diff extends BaseCommand {
  static override summary = 'Say what is other in one kept report than in another, and why.'
  static override description =
    'Compares two reports of one event from the store of reports: figures, limits, recommended changes and checks, which way each went, and what changed underneath: data, load tests, config, settings in AWS, prices, the version. AWS is not asked.'
  static override examples = [
    '<%= config.bin %> diff r-20261116 r-20261123',
    '<%= config.bin %> diff r-20261116 latest -o changes.md',
  ]
  static override args = {
    before: Args.string({description: 'The id of the earlier report, or its beginning.', required: true}),
    after: Args.string({description: 'That of the later one; the newest when left out.', default: 'latest'}),
  }
  static override flags = {
    ...reportStoreFlags,
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      summary: `Write it as well; the extension picks the format: ${extensions.join(', ')}. Repeatable.`,
      helpValue: 'FILE',
    }),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<ReportDelta> {
    const {args, flags} = await this.parse(Diff)
    this.setQuiet(flags.quiet)
    checkOutputs(flags.output ?? [], extensions)
    useEndpoint(flags['endpoint-url'])
    const store = await openHistory(await optionalConfig(flags.config, flags))
    const {delta, after, warnings} = await diffReports(store, [args.before, args.after])
    const {reportId, at, run} = after
    const {eventName, timezone} = run.forecast
    const view = {delta, reportId, at, eventName, timezone}
    await writeOutputs(flags.output ?? [], {
      '.md': () => renderReportDeltaMarkdown(view),
      '.json': () => `${JSON.stringify(delta, null, 1)}\n`,
      '.txt': () => renderReportDelta(view, {width: 100, color: false, ascii: false}),
    })
    for (const warning of warnings) this.warnOf(warning)
    if (!this.jsonEnabled()) this.log(renderReportDelta(view, terminalLook({ascii: flags.ascii})).trimEnd())
    return delta
  }
}
