import type {ReadinessCheck} from '../../documents/readiness.js'

/** What no source of ecom-plan says is left to a person, and named as such. */
export const notKnown = 'not known to ecom-plan'

/** The check of that id, where the report has it. */
export const checkOf = (checks: readonly ReadinessCheck[], id: string) => checks.find((check) => check.id === id)
