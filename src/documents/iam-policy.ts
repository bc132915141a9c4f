import * as z from 'zod'

/** A statement of an IAM policy, in AWS's own spelling. */
export const iamStatementSchema = z.strictObject({
  Sid: z.string().regex(/^[A-Za-z0-9]+$/, 'expected letters and digits'),
  Effect: z.literal('Allow'),
  Action: z.array(z.string().regex(/^[a-z0-9-]+:[A-Za-z0-9]+$/, 'expected service:Action')).min(1),
  Resource: z.array(z.string().min(1)).min(1),
  Condition: z.record(z.string(), z.record(z.string(), z.array(z.string()).min(1))).optional(),
})
export type IamStatement = z.infer<typeof iamStatementSchema>

/** An IAM policy document, as `aws iam create-policy --policy-document` takes it. */
export const iamPolicySchema = z.strictObject({
  Version: z.literal('2012-10-17'),
  Statement: z.array(iamStatementSchema).min(1),
})
export type IamPolicy = z.infer<typeof iamPolicySchema>

/** Commands that a policy can be printed for. */
export const iamPurposes = ['forecast', 'report', 'diagnose', 'pull', 'init', 'apply'] as const
export type IamPurpose = (typeof iamPurposes)[number]
