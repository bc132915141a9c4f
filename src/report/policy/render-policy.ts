import type {IamPolicy, IamPurpose, IamStatement} from '../../documents/iam-policy.js'

/** Policies as JSON: the document itself, or a list of them where one was too long; nothing for none. */
export function renderPolicyJson(policies: readonly IamPolicy[]): string {
  return policies.length === 0 ? '' : JSON.stringify(policies.length === 1 ? policies[0] : policies, null, 2)
}

/** Policies as Terraform data sources, `ecom_plan_forecast`, and numbered where one document was too long. */
export function renderPolicyTerraform({
  purpose,
  policies,
}: {
  purpose: IamPurpose
  policies: readonly IamPolicy[]
}): string {
  return policies
    .map((policy, i) => {
      const name = `ecom_plan_${purpose}${policies.length === 1 ? '' : `_${i + 1}`}`
      return [
        `data "aws_iam_policy_document" "${name}" {`,
        policy.Statement.map(statementBlock).join('\n\n'),
        '}',
      ].join('\n')
    })
    .join('\n\n')
}

function statementBlock({Sid, Effect, Action, Resource, Condition = {}}: IamStatement): string {
  const conditions = Object.entries(Condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, values]) =>
      [
        '    condition {',
        `      test     = ${quoted(test)}`,
        `      variable = ${quoted(variable)}`,
        `      values   = [${values.map(quoted).join(', ')}]`,
        '    }',
      ].join('\n'),
    ),
  )
  return [
    '  statement {',
    [
      `    sid    = ${quoted(Sid)}\n    effect = ${quoted(Effect)}`,
      listOf('actions', Action),
      listOf('resources', Resource),
      ...conditions,
    ].join('\n\n'),
    '  }',
  ].join('\n')
}

function listOf(name: string, values: readonly string[]): string {
  return [`    ${name} = [`, ...values.map((value) => `      ${quoted(value)},`), '    ]'].join('\n')
}

/** `${` and `%{` begin a template in HCL, and a doubled sign is the sign itself. */
const quoted = (text: string) => JSON.stringify(text).replaceAll(/([$%])\{/g, (sign) => sign[0] + sign)
