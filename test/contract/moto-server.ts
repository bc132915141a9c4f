import {spawn} from 'node:child_process'
import {createInterface} from 'node:readline'

export type MotoServer = {url: string; stop: () => Promise<void>}

/** Starts moto, a server that imitates AWS, on a port it picks itself; ready when this resolves. */
export async function startMotoServer(command: string): Promise<MotoServer> {
  // A group of its own: the command may be a wrapper, and what it wraps must end with it.
  const child = spawn(command, ['-H', '127.0.0.1', '-p', '0'], {detached: true, stdio: ['ignore', 'ignore', 'pipe']})
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid)
    await ended
  }
  const said: string[] = []
  const url = await new Promise<string | undefined>((resolve) => {
    createInterface({input: child.stderr}).on('line', (line) => {
      said.push(line)
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
      if (address !== undefined) resolve(address)
    })
    void ended.then(() => resolve(undefined))
  })
  if (url === undefined) throw new Error(`moto_server ended before it listened:\n${said.join('\n')}`)
  return {url, stop}
}
