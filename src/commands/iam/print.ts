import {Flags} from '@oclif/core'
import {iamPurposes} from '../../documents/iam-policy.js'
import {renderPolicyJson, renderPolicyTerraform} from '../../report/policy/render-policy.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {type PrintedPolicies, policiesFor} from '../../shell/print-policy.js'

export default class IamPrint extends BaseCommand {
  static override summary = 'Print the smallest IAM policy that a command works with. Changes nothing in AWS.'
  static override description =
    'Beside an ecom-plan.yaml the policy has what that config uses and no more: writes name its groups, services and databases, S3 is in it for an archive in a bucket. Without a config it is for every resource. What apply leaves to a person is left out unless --with-manual asks for it.'
  static override examples = [
    '<%= config.bin %> iam print --for forecast',
    '<%= config.bin %> iam print --for apply --format terraform > ecom-plan-apply.tf',
    '<%= config.bin %> iam print --for pull > policy.json && aws iam create-policy --policy-name ecom-plan-pull --policy-document file://policy.json',
  ]
  static override flags = {
    config: configFlag,
    for: Flags.option({options: iamPurposes, required: true, summary: 'The command that the policy is for.'})(),
    format: Flags.option({
      options: ['json', 'terraform'] as const,
      default: 'json',
      summary: 'A policy document, or a Terraform data source.',
    })(),
    'resource-scope': Flags.option({
      options: ['arns', '*'] as const,
      summary: 'Narrow to ARNs, or allow every resource; by default ARNs where there is a config.',
    })(),
    account: Flags.string({
      summary: "One of the accounts that tiers lie in; by default the config's own.",
      helpValue: 'ID',
    }),
    'with-manual': Flags.boolean({
      summary: 'With --for apply: allow as well what a plan leaves to a person: the failover of a cluster.',
    }),
  }

  async run(): Promise<PrintedPolicies> {
    const {flags} = await this.parse(IamPrint)
    this.setQuiet(flags.quiet)
    const purpose = flags.for
    const printed = await policiesFor({
      purpose,
      configPath: flags.config,
      scope: flags['resource-scope'],
      account: flags.account,
      withManual: flags['with-manual'],
      onWarning: (warning) => this.warnOf(warning),
    })
    const {policies} = printed
    if (!this.jsonEnabled() && policies.length > 0) {
      this.log(flags.format === 'json' ? renderPolicyJson(policies) : renderPolicyTerraform({purpose, policies}))
    }
    return printed
  }
}
