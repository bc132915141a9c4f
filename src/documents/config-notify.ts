import * as z from 'zod'

const when = z
  .enum(['always', 'verdict-change', 'not-ready'])
  .default('always')
  .describe('always; only where the verdict is another than last time; only where it is not-ready')

/** A secret by where it lies, never itself: an environment variable, a file, Parameter Store or Secrets Manager. */
const secretReferenceSchema = z
  .string()
  .regex(
    /^(env|file|ssm|secretsmanager):\S+$/,
    'expected env:NAME, file:PATH, ssm:/NAME or secretsmanager:NAME, never the secret itself',
  )
  .describe('where the secret lies: env:NAME, file:PATH, ssm:/NAME or secretsmanager:NAME, with #KEY for a key of JSON')

const webhookSchema = z
  .strictObject({
    kind: z.literal('webhook'),
    /** Of PagerDuty that of its Events API when not told: it is no secret. */
    url: secretReferenceSchema.optional(),
    template: z
      .enum(['json', 'teams', 'pagerduty'])
      .default('json')
      .describe('our own JSON, a card for Microsoft Teams, or an event of PagerDuty'),
    token: secretReferenceSchema.optional().describe('of PagerDuty its routing key, of others a bearer token'),
    when,
  })
  .refine(({url, template}) => url !== undefined || template === 'pagerduty', {
    message: 'expected url: only PagerDuty has one of its own',
    path: ['url'],
  })
  .refine(({token, template}) => token !== undefined || template !== 'pagerduty', {
    message: 'expected token: the routing key of the PagerDuty service',
    path: ['token'],
  })

/** Who hears of a report. */
export const notifySchema = z.discriminatedUnion('kind', [
  z.strictObject({kind: z.literal('slack'), url: secretReferenceSchema, when}),
  z.strictObject({
    kind: z.literal('sns'),
    topic: z
      .string()
      .regex(/^arn:aws(-[a-z]+)*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, 'expected the ARN of a standard SNS topic'),
    when,
  }),
  webhookSchema,
  z.strictObject({
    kind: z.literal('github-issue'),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'expected owner/name'),
    token: secretReferenceSchema.default('env:GITHUB_TOKEN'),
    apiUrl: z
      .url({protocol: /^https?$/, error: 'expected a URL such as https://github.example.com/api/v3'})
      .default('https://api.github.com')
      .describe('of GitHub Enterprise Server: https://HOST/api/v3'),
    when,
  }),
])
export type NotifyTarget = z.infer<typeof notifySchema>
export type NotifyKind = NotifyTarget['kind']
