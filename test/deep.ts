import {test} from 'vitest'

/** Whether `npm run test:deep` runs. */
export const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'

/**
 * A test of the built command that takes seconds, and of something that tests within a process hold as well: run by
 * `npm run test:deep` alone, so that `npm test` stays quick.
 */
export const deepTest = isDeep ? test : test.skip
