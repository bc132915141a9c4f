import {spawn} from 'node:child_process'
import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import {PlanError} from '../errors.js'

const flags = [
  '--headless',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-dev-shm-usage',
  '--no-pdf-header-footer',
] as const

/**
 * Prints one page of HTML to PDF with a browser that is installed: its own profile and files in a new folder, which is
 * removed whatever happens.
 *
 * `chromium` is the browser's path, as `findChromium` gives it; `isRoot` because Chromium refuses to run as root with its sandbox.
 * Throws PlanError, exit code 8, where the browser fails, is slower than `timeoutS`, or writes no PDF.
 */
export async function printPdf({
  html,
  chromium,
  isRoot,
  timeoutS = 60,
}: {
  html: string
  chromium: string
  isRoot: boolean
  timeoutS?: number
}): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'ecom-plan-pdf-'))
  try {
    const [page, pdf] = [join(folder, 'report.html'), join(folder, 'report.pdf')]
    await writeFile(page, html)
    const said = await print({
      chromium,
      timeoutS,
      args: [
        ...flags,
        ...(isRoot ? ['--no-sandbox'] : []),
        `--user-data-dir=${join(folder, 'profile')}`,
        `--print-to-pdf=${pdf}`,
        pathToFileURL(page).href,
      ],
    })
    const bytes = await readFile(pdf).catch(() => null)
    if (bytes?.subarray(0, 5).toString('latin1') !== '%PDF-') throw failed(chromium, 'wrote no PDF', said)
    return bytes
  } finally {
    await rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 100})
  }
}

/** What the browser said; it ends by itself once the file is written. */
function print({
  chromium,
  args,
  timeoutS,
}: {
  chromium: string
  args: readonly string[]
  timeoutS: number
}): Promise<string> {
  return new Promise((resolve, reject) => {
    // A group of its own: the browser's helpers must end with it.
    const child = spawn(chromium, args, {stdio: ['ignore', 'ignore', 'pipe'], detached: true})
    let said = ''
    const timer = setTimeout(() => {
      stop(child.pid)
      reject(failed(chromium, `was not done after ${timeoutS} s`, said))
    }, timeoutS * 1000)
    child.stderr.on('data', (data: Buffer) => {
      said = `${said}${data.toString()}`.slice(-2000)
    })
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(failed(chromium, `could not be started (${error.message})`, said))
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      if (code === 0) resolve(said)
      else reject(failed(chromium, `ended with code ${code}`, said))
    })
  })
}

function stop(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself in between.
  }
}

function failed(chromium: string, what: string, said: string): PlanError {
  const last = said
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1)
  return new PlanError('output', 'PDF_FAILED', `${chromium} ${what}${last === undefined ? '' : `: ${last.trim()}`}`, {
    suggestions: [
      'write the page with -o report.html and print it from any browser',
      'or name another: --chromium PATH',
    ],
  })
}
