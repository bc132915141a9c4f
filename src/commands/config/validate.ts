import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {readCheckedConfig} from '../../shell/read-checked-config.js'

export default class ConfigValidate extends BaseCommand {
  static override summary = 'Check ecom-plan.yaml, without reading anything else.'
  static override examples = [
    '<%= config.bin %> config validate',
    '<%= config.bin %> config validate -c shop.yaml --json',
  ]
  static override flags = {config: configFlag}

  async run(): Promise<{file: string; tierCount: number; eventCount: number}> {
    const {flags} = await this.parse(ConfigValidate)
    this.setQuiet(flags.quiet)
    const {config, path, warnings} = await readCheckedConfig(flags.config)
    for (const message of warnings) this.warnOf({code: 'CONFIG', message})
    const tierCount = Object.keys(config.tiers).length
    if (!this.jsonEnabled()) this.log(`${path} is valid: ${tierCount} tiers, ${config.events.length} events.`)
    return {file: path, tierCount, eventCount: config.events.length}
  }
}
