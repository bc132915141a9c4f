import type {LoadStep} from '../../documents/load-test.js'

/** A level of load in all and for each endpoint that is known. */
export type StepWithEndpoints = {all: LoadStep; endpoints: {label: string; step: LoadStep}[]}
