import {Args, Flags} from '@oclif/core'
import {type Difference, drift} from '../core/patch/drift.js'
import {type Plan, planSchema} from '../documents/plan.js'
import {exitCodes, PlanError} from '../errors.js'
import {readDocument} from '../files/read-document.js'
import {type EmitFormat, emitFormats} from '../report/emit/emit-view.js'
import {renderDryRunText} from '../report/terminal/render-dry-run.js'
import {emitPlan} from '../shell/apply/emit-plan.js'
import {awsFlags, useEndpoint} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {readLiveOf} from '../shell/read-live-of.js'
import {terminalLook} from '../shell/terminal.js'

type Emitted = {planId: string; format: EmitFormat; text: string}

type DryRun = {
  planId: string
  account: string
  caller: string
  isExpired: boolean
  differences: Difference[]
  live: Record<string, Record<string, unknown>>
  patches: Plan['patches']
}

export default class Apply extends BaseCommand {
  static override summary = 'Review the changes of a plan against AWS as it is now.'
  static override description =
    'With --dry-run it reads the live settings of just what the patches name, prints what each call would change, and sends nothing. This version does not write to AWS: without --dry-run it says so and ends with 6. A plan that has expired, whose resources have changed since, or that was made with --set or --demand ends with 6 as well.'
  static override examples = [
    '<%= config.bin %> apply plan.json --dry-run',
    '<%= config.bin %> apply plan.json --emit terraform > black-friday.tf',
  ]
  static override args = {
    plan: Args.string({description: 'The plan that forecast wrote with --out-plan.', default: 'plan.json'}),
  }
  static override flags = {
    'dry-run': Flags.boolean({summary: 'Read and compare only.'}),
    emit: Flags.option({
      options: emitFormats,
      summary: 'Print the plan as code with its restore, for who owns the resources by code; AWS is not asked.',
      exclusive: ['dry-run'],
    })(),
    profile: awsFlags.profile,
    'endpoint-url': awsFlags['endpoint-url'],
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<DryRun | Emitted> {
    const {args, flags} = await this.parse(Apply)
    this.setQuiet(flags.quiet)
    const plan = await readDocument({path: args.plan, schema: planSchema})
    if (plan.whatIf !== undefined) {
      const said = plan.whatIf.join(', ')
      throw new PlanError(
        'refused',
        'WHAT_IF_NOT_A_PLAN',
        `${args.plan} was made for an estate that is not there: ${said}`,
        {
          suggestions: ['make a plan without --set and --demand: ecom-plan forecast --out-plan plan.json'],
        },
      )
    }
    if (flags.emit !== undefined) {
      const {planId, patches} = plan
      const text = emitPlan({plan, patches, format: flags.emit})
      if (!this.jsonEnabled()) this.log(text.trimEnd())
      return {planId, format: flags.emit, text}
    }
    if (!flags['dry-run']) {
      throw new PlanError(
        'refused',
        'APPLY_NOT_YET',
        'this version of ecom-plan does not write to AWS; nothing was sent',
        {
          suggestions: [
            `ecom-plan apply ${args.plan} --dry-run`,
            'the requests stand in the plan under patches[].request, in the shape of aws --cli-input-json',
          ],
        },
      )
    }
    useEndpoint(flags['endpoint-url'])
    const {caller, live} = await readLiveOf(plan, flags.profile)
    const differences = drift({patches: plan.patches, live})
    const at = new Date().toISOString()
    const isExpired = at > plan.expiresAt
    if (differences.length > 0 || isExpired) process.exitCode = exitCodes.refused
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      const options = {...look, chart: false}
      this.log(renderDryRunText({plan, live, differences, caller, at, options}))
    }
    const {planId, account, patches} = plan
    return {planId, account, caller: caller.arn, isExpired, differences, live, patches}
  }
}
