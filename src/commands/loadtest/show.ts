import {Args} from '@oclif/core'
import type {LimitFinding} from '../../documents/load-limit.js'
import type {LoadTest} from '../../documents/load-test.js'
import {findStoredTest, readStoredTests} from '../../loadtests/stored-tests.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {openLoadTestStore} from '../../shell/load-test-store.js'
import {optionalConfig} from '../../shell/optional-config.js'
import {limitFlags, showLoadTest} from '../../shell/show-load-test.js'

export default class LoadtestShow extends BaseCommand {
  static override summary = 'Show a load test: its steps, its limit, its endpoints, and what to beware of.'
  static override examples = [
    '<%= config.bin %> loadtest show latest',
    '<%= config.bin %> loadtest show 3f2a9c1b --think-time 10s --requests-per-session 12',
  ]
  static override args = {
    id: Args.string({description: 'The id of a test, its first letters, or latest.', default: 'latest'}),
  }
  static override flags = {config: configFlag, ...awsFlags, ...limitFlags}

  async run(): Promise<{test: LoadTest; limit: LimitFinding}> {
    const {flags, args} = await this.parse(LoadtestShow)
    this.setQuiet(flags.quiet)
    const found = await optionalConfig(flags.config, flags)
    const store = await openLoadTestStore(found)
    const test = await findStoredTest({store, wanted: args.id})
    const {tests: others} = await readStoredTests(store)
    const {text, limit} = showLoadTest({test, others, found, flags})
    if (!this.jsonEnabled()) this.log(text.trimEnd())
    return {test, limit}
  }
}
