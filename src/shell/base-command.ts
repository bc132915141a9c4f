import {Command, Errors, Flags} from '@oclif/core'
import {withoutSignature} from '../aws/without-signature.js'
import {exitCodes, PlanError} from '../errors.js'

/** What scripts see of a warning. */
export type Warning = {code: string; message: string}

/**
 * What every command shares: the JSON envelope, warnings that survive --json, and errors with our exit codes.
 *
 * stdout carries the result alone; warnings and errors go to stderr, or into the one JSON document under --json.
 */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = true
  static override baseFlags = {
    quiet: Flags.boolean({char: 'q', summary: 'Print no warnings and no progress.', helpGroup: 'GLOBAL'}),
  }

  private readonly warnings: Warning[] = []
  private isQuiet = false

  /** Takes note of a warning; prints it unless --json or --quiet. */
  protected warnOf(warning: Warning): void {
    this.warnings.push(warning)
    if (!this.jsonEnabled() && !this.isQuiet) process.stderr.write(`Warning: ${printable(warning.message)}\n`)
  }

  /** The same of a failure that did not keep the command from its result, with what to type next. */
  protected warnOfError({code, message, suggestions}: PlanError): void {
    this.warnOf({code, message: suggestions[0] === undefined ? message : `${message}. Try: ${suggestions[0]}`})
  }

  protected setQuiet(isQuiet: boolean): void {
    this.isQuiet = isQuiet
  }

  /** True when the command found what a gate was asked to look for; scripts branch on exit code 2. */
  protected meetGate(): void {
    process.exitCode = exitCodes.gate
  }

  /** Ends with the exit code of such a failure. */
  protected endAs(kind: keyof typeof exitCodes): void {
    process.exitCode = exitCodes[kind]
  }

  protected override logJson(json: unknown): void {
    process.stdout.write(`${JSON.stringify(json, null, process.stdout.isTTY ? 2 : 0)}\n`)
  }

  protected override toSuccessJson(data: unknown): unknown {
    const name = this.id?.split(':')[0] ?? 'result'
    return {
      schema: `ecom-plan.${name}/v1`,
      ok: true,
      exitCode: Number(process.exitCode ?? 0),
      warnings: this.warnings,
      data,
    }
  }

  protected override async catch(error: Error): Promise<unknown> {
    if (error instanceof Errors.ExitError) throw error
    const failure = failureOf(error, this.id?.replaceAll(':', ' '))
    process.exitCode = failure.exitCode
    if (this.jsonEnabled()) this.logJson(errorDocument(failure, this.warnings))
    else process.stderr.write(errorText(failure))
    return undefined
  }
}

/** A failure as it is printed: expected ones as they are, oclif's own as usage, anything else as a bug. */
export type Failure = {
  code: string
  message: string
  exitCode: number
  suggestions: string[]
  place: PlanError['place']
  cause: string | null
}

export function failureOf(error: Error, commandName = 'COMMAND'): Failure {
  if (error instanceof PlanError) {
    const {code, message, exitCode, suggestions, place} = error
    return {code, message, exitCode, suggestions, place, cause: causeOf(error)}
  }
  const plain = {place: undefined, cause: null}
  if (isUsage(error)) {
    // oclif's message ends in a pointer to --help; our suggestion says it.
    const message = error.message.split('\nSee more help')[0] ?? error.message
    return {
      ...plain,
      code: 'USAGE',
      message,
      exitCode: exitCodes.usage,
      suggestions: [`ecom-plan ${commandName} --help`],
    }
  }
  return {
    ...plain,
    code: 'BUG',
    message: `ecom-plan failed in a way it should not: ${withoutSignature(error.message)}`,
    exitCode: exitCodes.bug,
    suggestions: ['run again with DEBUG=* and report the output'],
    cause: null,
  }
}

function isUsage(error: Error): boolean {
  const parse = 'parse' in error
  return (
    parse ||
    /^(Parsing|Expected|Missing|Nonexistent|Unexpected|Flag|command .* not found|The following error)/.test(
      error.message,
    )
  )
}

function causeOf(error: PlanError): string | null {
  return error.cause instanceof Error ? withoutSignature(error.cause.message) : null
}

/** The one JSON document of a failed command. */
export function errorDocument(failure: Failure, warnings: readonly Warning[]): unknown {
  const {code, message, exitCode, suggestions, place} = failure
  return {
    schema: 'ecom-plan.error/v1',
    ok: false,
    exitCode,
    warnings,
    error: {code, message, hint: suggestions[0] ?? null, suggestions, ref: place ?? null, detail: failure.cause},
  }
}

/** What a person reads: one sentence of fact, then what to type next. */
export function errorText(failure: Failure): string {
  const tries = failure.suggestions
    .map((suggestion, i) => `${i === 0 ? '  Try:  ' : '        '}${suggestion}\n`)
    .join('')
  const because = failure.cause === null ? '' : `  Caused by: ${failure.cause}\n`
  return printable(`Error: ${failure.message}  [${failure.code}]\n${because}${tries}`)
}

/** Text from outside can hold escape sequences; a terminal must not obey them. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]|\p{Cf}/gu, '\uFFFD')
}
