import {spawn} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url))

export type CliResult = {code: number | null; stdout: string; stderr: string}

/** Runs the built command as a user would; nothing of the surrounding environment reaches it but PATH and HOME. */
export async function runCli(
  args: readonly string[],
  options: {env?: Record<string, string>; cwd?: string} = {},
): Promise<CliResult> {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd ?? fileURLToPath(new URL('../..', import.meta.url)),
    env: {PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...options.env},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return {code, stdout, stderr}
}
