/** Exit codes are part of the interface: scripts branch on them. 1 is never used on purpose, 2 never for an error. */
export const exitCodes = {
  gate: 2,
  data: 3,
  aws: 4,
  partial: 5,
  refused: 6,
  unconfirmed: 7,
  output: 8,
  usage: 64,
  bug: 70,
  config: 78,
} as const

type ErrorKind = keyof typeof exitCodes

/** Where in the user's input the problem is. Lines and columns count from 1. */
export type Place = {file: string; line?: number; column?: number; field?: string}

/**
 * Every failure that is expected. Anything else that is thrown is a bug.
 *
 * `kind` picks the exit code, `code` is for scripts (`DATA_GAP`), `message` is one sentence of fact that names its
 * place, `suggestions` are imperatives with the literal command or edit. oclif reads `oclif.exit` by shape, so this
 * file needs no import.
 */
export class PlanError extends Error {
  override readonly name = 'PlanError'
  readonly exitCode: number
  readonly oclif: {exit: number}
  readonly suggestions: string[]
  readonly place: Place | undefined
  constructor(
    readonly kind: ErrorKind,
    readonly code: string,
    message: string,
    options: {suggestions?: string[]; cause?: unknown; place?: Place} = {},
  ) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.exitCode = exitCodes[kind]
    this.oclif = {exit: this.exitCode}
    this.suggestions = options.suggestions ?? []
    this.place = options.place
  }
}
