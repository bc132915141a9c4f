import * as z from 'zod'

const when = z
  .enum(['always', 'verdict-change', 'not-ready'])
  .default('always')
  .describe('always; only where the verdict is another than last time; only where it is not-ready')

/** A secret by where it lies, never itself: an environment variable, a file, Parameter Store or Secrets Manager. */
export const secretReferenceSchema = z
  .string()
  .regex(
    /^(env|file|ssm|secretsmanager):\S+$/,
    'expected env:NAME, file:PATH, ssm:/NAME or secretsmanager:NAME, never the secret itself',
  )

/** Who hears of a report. */
export const notifySchema = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('slack'), url: secretReferenceSchema, when}),
  z.strictObject({kind: z.literal('sns'), topic: z.string().startsWith('arn:aws'), when}),
  z.strictObject({
    kind: z.literal('webhook'),
    url: secretReferenceSchema,
    template: z.enum(['json', 'teams', 'pagerduty']).default('json'),
    /** Of PagerDuty its routing key, of others a bearer token. */
    token: secretReferenceSchema.optional(),
    when,
  }),
  z.strictObject({
    kind: z.literal('github-issue'),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'expected owner/name'),
    token: secretReferenceSchema.default('env:GITHUB_TOKEN'),
    when,
  }),
])
export type NotifyTarget = z.infer<typeof notifySchema>
