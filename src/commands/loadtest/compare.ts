import {Args, Flags} from '@oclif/core'
import type {LoadComparison} from '../../documents/load-comparison.js'
import {renderLoadComparisonJunit} from '../../report/junit/render-load-comparison.js'
import {renderLoadComparisonMarkdown} from '../../report/markdown/render-load-comparison.js'
import {renderLoadComparisonText} from '../../report/terminal/render-load-comparison.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {compareLoadTests, meetsLoadGate} from '../../shell/compare-load-tests.js'
import {configFlag} from '../../shell/flags.js'
import {optionalConfig} from '../../shell/optional-config.js'
import {shareFlag} from '../../shell/share-flag.js'
import {terminalLook} from '../../shell/terminal.js'
import {checkOutputs, writeOutputs} from '../../shell/write-outputs.js'

const extensions = ['.json', '.md', '.xml']

export default class LoadtestCompare extends BaseCommand {
  static override summary = 'Compare load tests, like with like: is the new version slower?'
  static override description =
    'Runs are the sample: three or more a side can show a regression, single ones raise a suspicion, eight or more in the store name the run where it changed. BASE and NEW are ids, commits or tags (NAME=VALUE), with commas between several; without them the newest test is compared with the commit before it.'
  static override examples = [
    '<%= config.bin %> loadtest compare --tier checkout',
    '<%= config.bin %> loadtest compare 3f2a9c1 8d01b7e --fail-on regression -o junit.xml -o comment.md',
    "<%= config.bin %> loadtest compare --threshold 'p95<=500ms' --threshold 'errors<=1%' --fail-on suspected",
  ]
  static override args = {
    base: Args.string({description: 'The runs before, by id, commit or tag.'}),
    new: Args.string({description: 'The new runs, by id, commit or tag.'}),
  }
  static override flags = {
    config: configFlag,
    ...awsFlags,
    tier: Flags.string({summary: 'Only tests of this tier.', helpValue: 'NAME'}),
    'fail-on': Flags.option({
      options: ['regression', 'suspected'] as const,
      summary: 'End with exit code 2 when it is at least this bad, and with 3 when nothing could be compared.',
    })(),
    'min-effect': shareFlag('min-effect', 'The least change that counts.', 0.05),
    threshold: Flags.string({
      summary:
        'A bound on the new runs, whatever the base did: p95<=500ms, errors<=1%, checkout:p99<=1.2s. Repeatable.',
      helpValue: 'BOUND',
      multiple: true,
      multipleNonGreedy: true,
    }),
    output: Flags.string({
      char: 'o',
      multiple: true,
      multipleNonGreedy: true,
      summary: 'Write it as well; the extension picks the format: .json, .md, .xml (JUnit). Repeatable.',
      helpValue: 'FILE',
    }),
    wide: Flags.boolean({summary: 'Do not fit tables to the terminal.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<LoadComparison> {
    const {args, flags} = await this.parse(LoadtestCompare)
    this.setQuiet(flags.quiet)
    const outputs = flags.output ?? []
    checkOutputs(outputs, extensions)
    const gate = flags['fail-on']
    const {comparison, warnings} = await compareLoadTests({
      found: await optionalConfig(flags.config, flags),
      base: args.base,
      fresh: args.new,
      tier: flags.tier,
      minEffectRatio: flags['min-effect'],
      thresholds: flags.threshold ?? [],
    })
    await writeOutputs(outputs, {
      '.json': () => `${JSON.stringify(comparison, null, 1)}\n`,
      '.md': () => renderLoadComparisonMarkdown(comparison),
      '.xml': () => renderLoadComparisonJunit(comparison, gate ?? 'regression'),
    })
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      this.log(renderLoadComparisonText(comparison, {...look, width: flags.wide ? null : look.width}).trimEnd())
    }
    for (const message of warnings) this.warnOf({code: 'LOAD_TEST', message})
    if (meetsLoadGate(comparison, gate)) this.meetGate()
    return comparison
  }
}
