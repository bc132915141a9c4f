import {Args, Flags} from '@oclif/core'
import type {LoadTest} from '../../documents/load-test.js'
import {findStoredTest} from '../../loadtests/stored-tests.js'
import {renderStepsCsv} from '../../report/csv/render-steps-csv.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {openLoadTestStore} from '../../shell/load-test-store.js'
import {optionalConfig} from '../../shell/optional-config.js'

export default class LoadtestExport extends BaseCommand {
  static override summary = 'Write a load test to stdout: as the document that is kept, or its steps as CSV.'
  static override examples = [
    '<%= config.bin %> loadtest export latest > test.json',
    '<%= config.bin %> loadtest export 3f2a9c1b --format csv > steps.csv',
  ]
  static override args = {
    id: Args.string({description: 'The id of a test, its first letters, or latest.', required: true}),
  }
  static override flags = {
    config: configFlag,
    ...awsFlags,
    format: Flags.option({
      options: ['json', 'csv'] as const,
      default: 'json',
      summary: 'The document, or a row for each step in all and of each endpoint.',
    })(),
  }

  async run(): Promise<{test: LoadTest}> {
    const {flags, args} = await this.parse(LoadtestExport)
    this.setQuiet(flags.quiet)
    const store = await openLoadTestStore(await optionalConfig(flags.config, flags))
    const test = await findStoredTest({store, wanted: args.id})
    if (!this.jsonEnabled()) {
      this.log(flags.format === 'csv' ? renderStepsCsv(test).trimEnd() : JSON.stringify(test, null, 1))
    }
    return {test}
  }
}
