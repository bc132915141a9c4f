import * as z from 'zod'

/** What is known of bots among the requests that are counted. Without it they are load like any other. */
export const botsSchema = z.strictObject({
  blockedBy: z
    .string()
    .min(1)
    .optional()
    .describe(
      'what keeps bots away from the shop during the event, and since when: AWS WAF Bot Control since 2026-09; then their load is not added to the forecast',
    ),
})
