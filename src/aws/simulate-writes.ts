import {type ContextEntry, IAMClient, SimulatePrincipalPolicyCommand} from '@aws-sdk/client-iam'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

/** IAM has one endpoint for all Regions of a partition. */
const iamRegion = 'us-east-1'

/** A statement that is to be allowed: what, on what, and what the request says of itself. */
export type Wanted = {
  actions: readonly string[]
  resources: readonly string[]
  context: Readonly<Record<string, string>>
}

/** How IAM decides on an action: `allowed`, `implicitDeny`, `explicitDeny`. */
export type Decision = {action: string; decision: string}

/**
 * The IAM role or user of a caller's ARN; null for the root user and for a federated one. The ARN of a session does not
 * say the path of its role, so a role with a path is not found.
 */
export function principalArn(callerArn: string): string | null {
  const session = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn)
  if (session !== null) return `arn:${session[1]}:iam::${session[2]}:role/${session[3]}`
  return /^arn:[^:]+:iam::\d{12}:user\//.test(callerArn) ? callerArn : null
}

/**
 * Asks IAM what the principal's policies say of actions, without doing them. Needs iam:SimulatePrincipalPolicy. Service
 * control policies count as far as IAM's simulation knows them. Throws what `explainFailure` makes of a failure.
 */
export async function simulateWrites(
  clients: AwsClients,
  principal: string,
  wanted: readonly Wanted[],
): Promise<Decision[]> {
  const decisions: Decision[] = []
  for (const {actions, resources, context} of wanted) {
    const reply = await ask(clients, {service: 'iam', operation: 'SimulatePrincipalPolicy', resource: principal}, () =>
      clients.of(IAMClient, iamRegion).send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: principal,
          ActionNames: [...actions],
          ResourceArns: [...resources],
          ContextEntries: Object.entries(context).map(
            ([ContextKeyName, value]): ContextEntry => ({
              ContextKeyName,
              ContextKeyValues: [value],
              ContextKeyType: 'string',
            }),
          ),
        }),
      ),
    )
    for (const {EvalActionName = '', EvalDecision = ''} of reply.EvaluationResults ?? []) {
      decisions.push({action: EvalActionName, decision: EvalDecision})
    }
  }
  return decisions
}
