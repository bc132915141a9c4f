/**
 * What telling of a report calls beside CloudWatch, in the form of `iamServices`: a topic is told, and secrets are read
 * from where the config says that they lie.
 *
 * @source https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const iamNotifyServices = {
  secretsmanager: {
    client: 'secrets-manager',
    signedFor: 'secretsmanager',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html',
    checkedOn: '2026-11-27',
    operations: {GetSecretValue: {action: 'GetSecretValue', access: 'read', resource: 'secret'}},
  },
  sns: {
    client: 'sns',
    signedFor: 'sns',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html',
    checkedOn: '2026-11-27',
    operations: {Publish: {action: 'Publish', access: 'write', resource: 'topic'}},
  },
  ssm: {
    client: 'ssm',
    signedFor: 'ssm',
    source: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html',
    checkedOn: '2026-11-27',
    operations: {GetParameter: {action: 'GetParameter', access: 'read', resource: 'parameter'}},
  },
} as const
