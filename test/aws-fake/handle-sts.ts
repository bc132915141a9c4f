import type {Handler} from './estate.js'

export const handleSts: Record<string, Handler> = {
  GetCallerIdentity: (_input, {snapshot}) => ({
    Account: snapshot.account,
    Arn: `arn:aws:sts::${snapshot.account}:assumed-role/ecom-plan-read/test`,
    UserId: 'AROAEXAMPLE:test',
  }),
}
