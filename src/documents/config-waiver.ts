import * as z from 'zod'

/** Who answers for a tier that nothing sizes, and why that is all right. */
export const waiverSchema = z
  .strictObject({
    by: z.string().min(1).describe('who answers for it'),
    why: z.string().min(1).describe('why the event is safe without a model of it'),
  })
  .describe('takes it out of the verdict as long as nothing sizes it; it stays listed')

/** A waiver for what was seen in the account and no tier names. */
export const seenWaiverSchema = z.strictObject({
  resource: z
    .string()
    .min(1)
    .describe('its name as it is listed, such as shop/search; * stands for any part of it: shop/batch-*'),
  by: z.string().min(1).describe('who answers for it'),
  why: z.string().min(1).describe('why the event is safe without a model of it'),
})
export type SeenWaiver = z.infer<typeof seenWaiverSchema>
