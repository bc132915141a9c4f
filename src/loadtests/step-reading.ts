import type {LoadStep} from '../documents/load-test.js'

/** One step as read from a file, with what its reader has to say about it. */
export type StepReading = {step: LoadStep; startedAt: string | null; warnings: string[]}
