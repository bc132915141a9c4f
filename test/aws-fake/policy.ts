import {iamActionOf, iamServices} from '../../src/catalog/iam-actions.js'
import type {Protocol} from './decode.js'
import {encodeError, type Reply} from './encode.js'
import type {FakeEstate} from './estate.js'

/** The caller's ARN, as sts:GetCallerIdentity gives it. */
const callerArn = (account: string) => `arn:aws:sts::${account}:assumed-role/ecom-plan-read/test`

/** The operation of a call behind the prefix of its IAM action; the service's name as it is where the table lacks it. */
export function operationOf({service, operation}: {service: string; operation: string}): string {
  const found = Object.entries(iamServices).find(([, {signedFor}]) => signedFor === service)
  return `${found?.[0] ?? service}:${operation}`
}

/** IAM's refusal of a call that the estate's `allowed` has not; null where it may pass. */
export function refuseByPolicy({
  call,
  protocol,
  estate,
}: {
  call: {service: string; operation: string}
  protocol: Protocol
  estate: FakeEstate
}): Reply | null {
  const operation = operationOf(call)
  const action = iamActionOf(operation)
  if (estate.allowed === null || action?.isFree === true) return null
  const name = action?.name ?? operation
  if (estate.allowed.includes(name)) return null
  const {account, region} = estate.snapshot
  const resource =
    action === undefined || action.resource === null
      ? ''
      : ` on resource: arn:aws:${call.service}:${region}:${account}:*`
  const refused = `User: ${callerArn(account)} is not authorized to perform: ${name}${resource} because no identity-based policy allows the ${name} action`
  if (protocol === 'ec2') {
    return encodeError(
      protocol,
      403,
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. ${refused}`,
    )
  }
  return protocol === 'json'
    ? encodeError(protocol, 400, 'AccessDeniedException', refused)
    : encodeError(protocol, 403, 'AccessDenied', refused)
}
