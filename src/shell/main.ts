import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {Config, Errors, run, settings} from '@oclif/core'
import {errorDocument, errorText, failureOf} from './base-command.js'
import {closestCommand} from './closest-command.js'

/** A reader that has seen enough (`| head -1`) closes the pipe: that is no failure. */
function endQuietlyOnClosedPipe(): void {
  const stop = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    // Writes after this fail at once, and with them the promises that wait for them; Node would call that 13.
    process.on('exit', () => {
      process.exitCode = 0
    })
  }
  process.stdout.on('error', stop)
  process.stderr.on('error', stop)
}

/**
 * Runs one command line. `root` is the folder that holds package.json. Commands print their own failures; what is
 * left (an unknown command, a failure while loading) is printed here, with the same exit codes and the same JSON.
 */
export async function main(root = join(dirname(fileURLToPath(import.meta.url)), '..')): Promise<void> {
  endQuietlyOnClosedPipe()
  // In a checkout oclif would run the sources in place of what was built.
  settings.enableAutoTranspile = false
  const argv = process.argv.slice(2)
  try {
    await run(argv, await Config.load({root}))
  } catch (error) {
    if (error instanceof Errors.ExitError) {
      process.exitCode = error.oclif.exit ?? 0
      return
    }
    const failure = failureOf(error instanceof Error ? error : new Error(String(error)))
    if (failure.message.includes('not found')) failure.suggestions = await closestCommand(root, argv)
    process.exitCode = failure.exitCode
    if (argv.includes('--json')) process.stdout.write(`${JSON.stringify(errorDocument(failure, []))}\n`)
    else process.stderr.write(errorText(failure))
  }
}
