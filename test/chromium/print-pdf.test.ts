import {chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {findChromium} from '../../src/chromium/find-chromium.ts'
import {printPdf} from '../../src/chromium/print-pdf.ts'

const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-chromium-'))
afterAll(() => rmSync(folder, {recursive: true}))

/** A browser of three lines: what the shell script does with its arguments. */
function browser(name: string, body: string): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), {recursive: true})
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
const writesPdf = 'for a in "$@"; do case $a in --print-to-pdf=*) printf "%%PDF-1.4 %s" "$*" > "${a#*=}";; esac; done'
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('ecom-plan-pdf-'))

describe('which browser', () => {
  const onPath = browser('bin/chromium-browser', writesPdf)
  const env = {PATH: join(folder, 'bin')}

  test('the one that was asked for, else the one of the environment, else the first on PATH', () => {
    const asked = browser('asked', writesPdf)
    const named = browser('named', writesPdf)
    expect(findChromium(asked, {...env, ECOM_PLAN_CHROMIUM: named})).toBe(asked)
    expect(findChromium(undefined, {...env, ECOM_PLAN_CHROMIUM: named})).toBe(named)
    expect(findChromium(undefined, {...env, ECOM_PLAN_CHROMIUM: ''})).toBe(onPath)
  })

  test('none, or one that is not there: exit 8 and how to get one', () => {
    const error = {exitCode: 8, code: 'CHROMIUM_NOT_FOUND'}
    expect(() => findChromium(undefined, {PATH: '/nowhere'})).toThrow(expect.objectContaining(error))
    expect(() => findChromium('/nowhere/chrome', env)).toThrow(/--chromium names \/nowhere\/chrome/)
    expect(() => findChromium(undefined, {ECOM_PLAN_CHROMIUM: folder})).toThrow(/ECOM_PLAN_CHROMIUM names/)
  })
})

describe('printing', () => {
  const html = '<p>report</p>'

  test('the browser gets a profile of its own, no network chatter, and no sandbox as root alone', async () => {
    const chromium = browser('prints', writesPdf)
    const said = Buffer.from(await printPdf({html, chromium, isRoot: true})).toString()
    for (const flag of [
      '--headless',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-sandbox',
      '--user-data-dir=',
    ]) {
      expect(said).toContain(flag)
    }
    expect(Buffer.from(await printPdf({html, chromium, isRoot: false})).toString()).not.toContain('--no-sandbox')
  })

  test.each([
    {
      what: 'ends with a code',
      body: 'echo "[1:ERROR] no display" >&2; exit 3',
      says: /ended with code 3: \[1:ERROR\] no display/,
    },
    {what: 'writes nothing', body: 'exit 0', says: /wrote no PDF/},
    {what: 'writes no PDF', body: writesPdf.replace('%%PDF', 'oops'), says: /wrote no PDF/},
    {what: 'hangs', body: 'exec sleep 60', says: /was not done after 0.2 s/},
  ])('a browser that $what: exit 8, and nothing is left behind', async ({what, body, says}) => {
    const before = leftovers()
    const chromium = browser(`bad-${what.replaceAll(' ', '-')}`, body)
    const failure = await printPdf({html, chromium, isRoot: false, timeoutS: what === 'hangs' ? 0.2 : 20}).catch(
      (error) => error,
    )
    expect(failure).toMatchObject({code: 'PDF_FAILED', exitCode: 8})
    expect(failure.message).toMatch(says)
    expect(leftovers().filter((name) => !before.includes(name))).toEqual([])
  })
})
