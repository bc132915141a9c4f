import type {IamPolicy, IamStatement} from '../../documents/iam-policy.js'

/** Characters of a policy as IAM counts them: without white space. */
export function policyCharacterCount(policy: IamPolicy): number {
  return JSON.stringify(policy).length
}

/**
 * A policy as the fewest documents that each stay within `characterCount`, in the same order. A statement that is too
 * long by itself is cut into several with a part of its resources each.
 */
export function splitPolicy({policy, characterCount}: {policy: IamPolicy; characterCount: number}): IamPolicy[] {
  const documentOf = (Statement: IamStatement[]): IamPolicy => ({Version: policy.Version, Statement})
  const fits = (statements: IamStatement[]) => policyCharacterCount(documentOf(statements)) <= characterCount
  const cut = (statement: IamStatement): IamStatement[] => {
    const {Resource} = statement
    if (fits([statement]) || Resource.length < 2) return [statement]
    const half = Math.ceil(Resource.length / 2)
    return [
      ...cut({...statement, Sid: `${statement.Sid}A`, Resource: Resource.slice(0, half)}),
      ...cut({...statement, Sid: `${statement.Sid}B`, Resource: Resource.slice(half)}),
    ]
  }
  const parts: IamStatement[][] = []
  for (const statement of policy.Statement.flatMap(cut)) {
    const last = parts.at(-1)
    if (last !== undefined && fits([...last, statement])) last.push(statement)
    else parts.push([statement])
  }
  return parts.map(documentOf)
}
