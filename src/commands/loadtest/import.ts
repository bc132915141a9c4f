import {Args, Flags} from '@oclif/core'
import type {LimitFinding} from '../../documents/load-limit.js'
import type {LoadTest} from '../../documents/load-test.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {keepLoadTest} from '../../shell/keep-load-test.js'
import {optionalConfig} from '../../shell/optional-config.js'
import {limitFlags, showLoadTest} from '../../shell/show-load-test.js'
import {tagsOf} from '../../shell/tags.js'

export default class LoadtestImport extends BaseCommand {
  static override summary = 'Read the results of a load test, whatever tool wrote them, and keep them.'
  static override description =
    'Files, folders and - for stdin, plain, .gz or .zst; what they are is told by their content. A folder is one test: its files are steps that followed one another, or generators that ran at once. The same results are kept once.'
  static override examples = [
    '<%= config.bin %> loadtest import results.jtl --tier checkout --units 6 --commit 3f2a9c1',
    '<%= config.bin %> loadtest import k6-steps/ --tier checkout --units 6 --tag env=staging',
    'k6 run --out json=/dev/stdout script.js | <%= config.bin %> loadtest import - --dry-run',
  ]
  static override strict = false
  static override args = {
    file: Args.string({
      description: 'A result file, a folder of them, or - for stdin; several are one test.',
      required: true,
    }),
  }
  static override flags = {
    config: configFlag,
    ...awsFlags,
    tier: Flags.string({summary: 'The tier under test, as ecom-plan.yaml names it.', helpValue: 'NAME'}),
    units: Flags.integer({summary: 'How many instances or tasks were under test.', min: 1, helpValue: 'N'}),
    commit: Flags.string({summary: 'What was under test: a commit or a version.', helpValue: 'ID'}),
    tag: Flags.string({
      summary: 'What else sets it apart, such as env=staging; may be given several times.',
      helpValue: 'NAME=VALUE',
      multiple: true,
    }),
    replace: Flags.boolean({summary: 'Take the place of the same results with another tier, units, commit or tags.'}),
    'dry-run': Flags.boolean({summary: 'Show what was read and keep nothing.'}),
    ...limitFlags,
  }

  async run(): Promise<{isNew: boolean; place: string | null; test: LoadTest; limit: LimitFinding}> {
    const {flags, argv} = await this.parse(LoadtestImport)
    this.setQuiet(flags.quiet)
    const found = await optionalConfig(flags.config, flags)
    const facts = {
      tier: flags.tier ?? null,
      unitCount: flags.units ?? null,
      commit: flags.commit ?? null,
      tags: tagsOf(flags.tag ?? []),
    }
    const result = await keepLoadTest({
      paths: argv as string[],
      facts,
      found,
      isReplacing: flags.replace,
      isDryRun: flags['dry-run'],
    })
    for (const message of result.warnings) this.warnOf({code: 'LOAD_TEST', message})
    const {text, limit} = showLoadTest({test: result.test, found, flags})
    if (!this.jsonEnabled()) this.log(`${text}\n  ${result.words}`)
    return {isNew: result.isNew, place: result.place, test: result.test, limit}
  }
}
