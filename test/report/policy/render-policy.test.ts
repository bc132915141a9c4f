import {expect, test} from 'vitest'
import type {IamPolicy} from '../../../src/documents/iam-policy.js'
import {renderPolicyJson, renderPolicyTerraform} from '../../../src/report/policy/render-policy.js'

const policy: IamPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadIt',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: such a name would begin a template in HCL
      Resource: ['arn:aws:s3:::shop/${x}/%{y}/"z"'],
      Condition: {StringEquals: {'aws:PrincipalTag/team': ['a', 'b']}},
    },
  ],
}

test('Terraform: one attribute a block as terraform fmt lays it out, with HCL signs doubled', () => {
  expect(
    renderPolicyTerraform({purpose: 'pull', policies: [policy]}),
  ).toBe(`data "aws_iam_policy_document" "ecom_plan_pull" {
  statement {
    sid    = "ReadIt"
    effect = "Allow"

    actions = [
      "s3:GetObject",
    ]

    resources = [
      "arn:aws:s3:::shop/$\${x}/%%{y}/\\"z\\"",
    ]

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["a", "b"]
    }
  }
}`)
})

test('several documents are numbered in Terraform and a list in JSON; none is nothing', () => {
  const text = renderPolicyTerraform({purpose: 'apply', policies: [policy, policy]})
  expect(text.match(/"ecom_plan_apply_[12]"/g)).toEqual(['"ecom_plan_apply_1"', '"ecom_plan_apply_2"'])
  expect(JSON.parse(renderPolicyJson([policy, policy]))).toEqual([policy, policy])
  expect(JSON.parse(renderPolicyJson([policy]))).toEqual(policy)
  expect(renderPolicyJson([])).toBe('')
})
