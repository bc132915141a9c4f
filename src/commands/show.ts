import {Args, Flags} from '@oclif/core'
import type {Receipt} from '../documents/receipt.js'
import {renderReceiptList, renderReceiptText} from '../report/terminal/render-receipt.js'
import {readShown} from '../shell/apply/show-receipt.js'
import {awsFlags} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {configFlag} from '../shell/flags.js'
import {terminalLook} from '../shell/terminal.js'

type Shown = {receipt: Receipt} | {store: string; receipts: Receipt[]}

export default class Show extends BaseCommand {
  static override summary = 'Show what an apply, a rollback, a restore or an extension did, from its journal.'
  static override description =
    'Reads the store of journals and says of one run who made it, when and from where, each change from what its fields held to what the call left, whether AWS took it and under which request id, what was undone since, and which rules were set aside and why. Without an id, of the latest run. AWS is not asked.'
  static override examples = [
    '<%= config.bin %> show',
    '<%= config.bin %> show --list',
    '<%= config.bin %> show a-20261123-0821-x7k2',
  ]
  static override args = {
    apply: Args.string({description: 'The id of an apply, rollback, restore or extension; the latest when left out.'}),
  }
  static override flags = {
    config: configFlag,
    profile: awsFlags.profile,
    'endpoint-url': awsFlags['endpoint-url'],
    list: Flags.boolean({summary: 'All of the store, the latest first.'}),
    limit: Flags.integer({summary: 'With --list, at most so many.', helpValue: 'N', min: 1, dependsOn: ['list']}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Shown> {
    const {args, flags} = await this.parse(Show)
    this.setQuiet(flags.quiet)
    const options = terminalLook({ascii: flags.ascii})
    const {place, receipts, view} = await readShown({
      configPath: flags.config,
      aws: flags,
      applyId: args.apply,
      isList: flags.list,
    })
    if (view !== null) {
      if (!this.jsonEnabled()) this.log(renderReceiptText({...view, options}).trimEnd())
      return {receipt: view.receipt}
    }
    const shown = flags.limit === undefined ? receipts : receipts.slice(-flags.limit)
    if (!this.jsonEnabled()) this.log(renderReceiptList({place, receipts: shown, options}).trimEnd())
    return {store: place, receipts: shown}
  }
}
