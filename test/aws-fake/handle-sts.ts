import {FakeFailure, type Handler} from './estate.js'

export const handleSts: Record<string, Handler> = {
  GetCallerIdentity: (_input, {snapshot}) => ({
    Account: snapshot.account,
    Arn: `arn:aws:sts::${snapshot.account}:assumed-role/ecom-plan-read/test`,
    UserId: 'AROAEXAMPLE:test',
  }),
  AssumeRole: (input, {accounts}) => {
    const role = String(input['RoleArn'])
    const found = Object.entries(accounts).find(([, {snapshot}]) => role.includes(`::${snapshot.account}:role/`))
    if (found === undefined) {
      throw new FakeFailure(
        'AccessDenied',
        `User: arn:aws:iam::123456789012:user/test is not authorized to perform: sts:AssumeRole on resource: ${role}`,
        403,
      )
    }
    const [AccessKeyId] = found
    return {
      Credentials: {AccessKeyId, SecretAccessKey: 'secret', SessionToken: 'token', Expiration: new Date('2100-01-01')},
      AssumedRoleUser: {Arn: `${role}/ecom-plan`, AssumedRoleId: 'AROAEXAMPLE:ecom-plan'},
    }
  },
}
