import {snakeCase} from '../emit/hcl.js'
import {type JobView, jobName} from './job-view.js'
import {
  alarmItems,
  it,
  reportAttachments,
  resource,
  set,
  terraformText,
  trustDocument,
  variable,
  whereWeAre,
} from './terraform-parts.js'
import {type Pipeline, pipelineTrust} from './trust.js'

/** Terraform of the role that a pipeline takes on by its own token, without any stored key. */
export function renderRoleTerraform(view: JobView & {repository: string}, pipeline: Pipeline): string {
  const {provider, audience, subject, unknowns} = pipelineTrust(pipeline, view.repository)
  const filled = (text: string) =>
    `"${text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => `\${var.${snakeCase(name)}}`)}"`
  return terraformText(
    view,
    [
      `The role that the pipeline of ${view.repository} takes on. The account has to know the identity provider`,
      `${provider} (aws iam list-open-id-connect-providers).`,
    ],
    [
      ...unknowns.map(({name, description}) =>
        variable(snakeCase(name), description, name === 'Branch' ? {value: 'main'} : {}),
      ),
      ...whereWeAre,
      trustDocument('report_trust', {
        action: 'sts:AssumeRoleWithWebIdentity',
        type: 'Federated',
        identifier: `"arn:\${data.aws_partition.current.partition}:iam::\${data.aws_caller_identity.current.account_id}:oidc-provider/${provider}"`,
        conditions: [
          {test: 'StringEquals', variable: `${provider}:aud`, values: [filled(audience)]},
          // Of Bitbucket each step has a subject of its own.
          {
            test: pipeline === 'bitbucket' ? 'StringLike' : 'StringEquals',
            variable: `${provider}:sub`,
            values: [filled(subject)],
          },
        ],
      }),
      resource('aws_iam_role', 'report', [
        set('name', jobName),
        set('assume_role_policy', it('data.aws_iam_policy_document.report_trust.json')),
      ]),
      ...reportAttachments(view.policies, 'report'),
      ...alarmItems(view),
    ],
  )
}
