import {configJsonSchema} from '../../documents/config.js'
import {BaseCommand} from '../../shell/base-command.js'

export default class ConfigSchema extends BaseCommand {
  static override summary = 'Print the JSON Schema of ecom-plan.yaml, for editors.'
  static override description =
    'Save it beside the config and begin the config with: # yaml-language-server: $schema=./ecom-plan.schema.json'
  static override examples = ['<%= config.bin %> config schema > ecom-plan.schema.json']

  async run(): Promise<unknown> {
    await this.parse(ConfigSchema)
    const schema = configJsonSchema()
    if (!this.jsonEnabled()) this.log(JSON.stringify(schema, null, 2))
    return schema
  }
}
