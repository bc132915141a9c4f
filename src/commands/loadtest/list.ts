import {Flags} from '@oclif/core'
import type {LoadTestRow} from '../../report/terminal/render-load-tests.js'
import {renderLoadTests} from '../../report/terminal/render-load-tests.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {listLoadTests} from '../../shell/list-load-tests.js'
import {optionalConfig} from '../../shell/optional-config.js'
import {terminalLook} from '../../shell/terminal.js'

export default class LoadtestList extends BaseCommand {
  static override summary = 'List the load tests that are kept, newest first.'
  static override examples = ['<%= config.bin %> loadtest list', '<%= config.bin %> loadtest list --tier checkout']
  static override flags = {
    config: configFlag,
    ...awsFlags,
    tier: Flags.string({summary: 'Only tests of this tier.', helpValue: 'NAME'}),
  }

  async run(): Promise<{place: string; tests: LoadTestRow[]}> {
    const {flags} = await this.parse(LoadtestList)
    this.setQuiet(flags.quiet)
    const {place, rows, warnings} = await listLoadTests({
      found: await optionalConfig(flags.config, flags),
      tier: flags.tier,
    })
    for (const message of warnings) this.warnOf({code: 'LOAD_TEST', message})
    if (!this.jsonEnabled()) this.log(renderLoadTests(place, rows, terminalLook({ascii: false})).trimEnd())
    return {place, tests: rows}
  }
}
