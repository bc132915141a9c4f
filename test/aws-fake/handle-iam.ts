import type {Handler} from './estate.js'

/** Decides by the estate's `allowed` alone; resources and conditions are not looked at. */
export const handleIam: Record<string, Handler> = {
  SimulatePrincipalPolicy: (input, {allowed}) => ({
    EvaluationResults: (input['ActionNames'] as string[]).map((EvalActionName) => ({
      EvalActionName,
      EvalResourceName: '*',
      EvalDecision: allowed === null || allowed.includes(EvalActionName) ? 'allowed' : 'implicitDeny',
    })),
    IsTruncated: false,
  }),
  ListAccountAliases: (_input, {alias}) => ({AccountAliases: alias === null ? [] : [alias], IsTruncated: false}),
}
