import fc from 'fast-check'

/** Reduced counts in `npm test`, full ones in `npm run test:deep`. A failing property prints its own seed and path. */
const isDeep = process.env['ECOM_PLAN_DEEP'] === '1'
const seed = Number(process.env['ECOM_PLAN_SEED'] ?? 20261127)
fc.configureGlobal({seed, numRuns: isDeep ? 10_000 : 100})
