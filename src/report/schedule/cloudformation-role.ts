import {alarmPart, reportPolicies, role, sub, templateText} from './cloudformation-parts.js'
import {type JobView, jobName} from './job-view.js'
import {type Pipeline, pipelineTrust} from './trust.js'

/** A CloudFormation template of the role that a pipeline takes on by its own token, without any stored key. */
export function renderRoleCloudFormation(view: JobView & {repository: string}, pipeline: Pipeline): string {
  const {provider, audience, subject, unknowns} = pipelineTrust(pipeline, view.repository)
  const trust = {
    Effect: 'Allow',
    Principal: {Federated: sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${provider}`)},
    Action: 'sts:AssumeRoleWithWebIdentity',
    // Of Bitbucket each step has a subject of its own.
    Condition:
      pipeline === 'bitbucket'
        ? {StringEquals: {[`${provider}:aud`]: sub(audience)}, StringLike: {[`${provider}:sub`]: sub(subject)}}
        : {StringEquals: {[`${provider}:aud`]: audience, [`${provider}:sub`]: sub(subject)}},
  }
  const made = role(trust, []) as {Type: string; Properties: object}
  return templateText({
    view,
    head: [
      `The role that the pipeline of ${view.repository} takes on. The account has to know the identity provider`,
      `${provider} (aws iam list-open-id-connect-providers).`,
      `  aws cloudformation deploy --stack-name ${jobName} --template-file FILE --capabilities CAPABILITY_NAMED_IAM`,
    ],
    description: 'What ecom-plan report may do in a pipeline',
    parts: [
      {
        Parameters: Object.fromEntries(
          unknowns.map(({name, description}) => [
            name,
            {Type: 'String', Description: description, ...(name === 'Branch' ? {Default: 'main'} : {})},
          ]),
        ),
        Resources: {
          ReportRole: {...made, Properties: {RoleName: jobName, ...made.Properties}},
          ...reportPolicies(view, 'ReportRole'),
        },
      },
      alarmPart(view.alarm),
    ],
  })
}
