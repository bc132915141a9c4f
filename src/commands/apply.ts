import {Args} from '@oclif/core'
import {exitCodes} from '../errors.js'
import {applyFlags} from '../shell/apply/apply-flags.js'
import {type ApplyOutput, runApply} from '../shell/apply/run-apply.js'
import {BaseCommand, errorDocument, failureOf} from '../shell/base-command.js'

export default class Apply extends BaseCommand {
  static override summary = 'Review the changes of a plan against AWS as it is now, and make them.'
  static override description =
    `It reads the plan, reads again what the plan names, compares each field as the plan found it, as it is and as the plan wants it, checks, shows what every call would change, and asks for the alias of the account. Only then, under a lock and with a journal that says before and after each call what is done, it sends what was shown, and looks whether AWS has it. It never forecasts, never sets a desired size, and sends nothing that is not in the plan.

With --dry-run it ends after the showing. A script gives --yes --confirm ALIAS; without a terminal and without them nothing is sent, and it ends with 7. What is refused ends with 6 before anything is sent, what stopped half-way with 5 and the commands that go on or go back. Each change of a plan is used once; the rest of it can be applied later.`
  static override examples = [
    '<%= config.bin %> apply plan.json --dry-run',
    '<%= config.bin %> apply plan.json --only web,checkout',
    '<%= config.bin %> apply plan.json --yes --confirm shop-prod --expect-sha256 "$REVIEWED"',
    '<%= config.bin %> apply --resume a-20261123-0821-x7k2',
    '<%= config.bin %> apply plan.json --emit terraform > black-friday.tf',
  ]
  static override args = {
    plan: Args.string({
      description: 'The plan that forecast wrote; by default the one that the config names, else plan.json here.',
      // What is piped in is no plan, and no answer either.
      ignoreStdin: true,
    }),
  }
  static override flags = applyFlags

  async run(): Promise<ApplyOutput['json']> {
    const {args, flags} = await this.parse(Apply)
    this.setQuiet(flags.quiet)
    const isJson = this.jsonEnabled()
    const output = await runApply({
      path: args.plan,
      flags,
      isJson,
      argv: this.argv,
      log: (text) => this.log(text),
      warn: (code, message) => this.warnOf({code, message}),
    })
    if (output.exitCode !== null) process.exitCode = output.exitCode
    if (output.failure !== null) this.failure = output.failure
    return output.json
  }

  private failure: Error | null = null

  /** A run that stopped half-way has both: what went wrong, and the receipt of what is live. */
  protected override toSuccessJson(data: unknown): unknown {
    const success = super.toSuccessJson(data)
    if (this.failure === null || typeof success !== 'object') return success
    const failure = {...failureOf(this.failure, this.id), exitCode: Number(process.exitCode ?? exitCodes.partial)}
    return {...success, ...(errorDocument(failure, []) as object), data}
  }
}
