import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer, type Server} from 'node:http'
import {createRequire} from 'node:module'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Browser, BrowserContextOptions, Page} from 'playwright-core'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {printPdf} from '../../src/chromium/print-pdf.js'
import type {Report} from '../../src/documents/report.js'
import {renderReportAssets, renderReportHtml} from '../../src/report/html/render-report.js'
import {exampleRun} from '../example-run.js'
import {fullChecks} from '../report/full-checks.js'
import {reportOf, sampleAfter, sampleReport} from '../report/sample-report.js'
import {sampleRun} from '../report/sample-run.js'
import {describeWith} from '../require-tool.js'

const launchArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
/** What Jenkins sends with every file of a build, unless its administrator says otherwise. */
const jenkinsPolicy = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';"

type Scheme = 'light' | 'dark'
const schemes = ['light', 'dark'] as const
const views = [390, 768, 1200].flatMap((width) =>
  schemes.map((scheme): {width: number; scheme: Scheme} => ({width, scheme})),
)

/** What the page asked of the network, and what it complained about. */
type Watched = {page: Page; requests: string[]; complaints: string[]}

/** The WCAG contrast of the body's text on its background, and the background's lightness, from 0 to 1. */
const colours = (page: Page) =>
  page.evaluate(() => {
    const {color, backgroundColor} = getComputedStyle(document.body)
    const lightness = (colour: string) => {
      const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
        const share = Number(part) / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const [text, back] = [lightness(color), lightness(backgroundColor)]
    return {back, contrast: (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05)}
  })

const widths = (page: Page) =>
  page.evaluate(() => ({content: document.documentElement.scrollWidth, window: window.innerWidth}))

const hostileName = '<img onerror=alert(1)>'

/** The sample with a tier of that name wherever a tier is named. */
function hostileReport(): Report {
  const renamed = JSON.stringify(sampleReport).replaceAll('"web"', JSON.stringify(hostileName))
  return {...(JSON.parse(renamed) as Report), after: sampleAfter}
}

function sheetCount(pdf: Uint8Array): number {
  return [
    ...Buffer.from(pdf)
      .toString('latin1')
      .matchAll(/\/Type\s*\/Page\b/g),
  ].length
}

describeWith(['chromium'], 'the HTML report in Chromium', ({chromium: executablePath}) => {
  const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-report-'))
  let browser: Browser
  let server: Server
  let brightFriday = ''

  beforeAll(async () => {
    const {chromium} = await import('playwright-core')
    browser = await chromium.launch({executablePath, args: launchArgs})
    const report = reportOf(await exampleRun('bright-friday'))
    const full = {...report, readiness: {...report.readiness, checks: fullChecks}}
    brightFriday = renderReportHtml(full)
    writeFileSync(join(folder, 'report.html'), brightFriday)
    writeFileSync(join(folder, 'after.html'), renderReportHtml({...sampleReport, after: sampleAfter}))
    writeFileSync(join(folder, 'hostile.html'), renderReportHtml(hostileReport()))
    for (const [name, text] of Object.entries(renderReportAssets(full))) writeFileSync(join(folder, name), text)
    server = createServer(({url = '/'}, response) => {
      const name = url.slice(1)
      const known = readdirSync(folder).includes(name)
      const type = name.endsWith('.css') ? 'text/css' : name.endsWith('.js') ? 'text/javascript' : 'text/html'
      response.writeHead(known ? 200 : 404, {'content-type': type, 'content-security-policy': jenkinsPolicy})
      response.end(known ? readFileSync(join(folder, name)) : '')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    server?.close()
    rmSync(folder, {recursive: true})
  })

  async function open(address: string, options: BrowserContextOptions): Promise<Watched> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const [requests, complaints]: [string[], string[]] = [[], []]
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(address, {waitUntil: 'load'})
    return {page, requests, complaints}
  }
  const openFile = (file: string, width: number, scheme: Scheme, more: BrowserContextOptions = {}) =>
    open(pathToFileURL(join(folder, file)).href, {
      viewport: {width, height: 900},
      colorScheme: scheme,
      offline: true,
      ...more,
    })
  const served = (name: string) =>
    open(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`, {viewport: {width: 1200, height: 900}})

  test.each(views)(
    '$width px wide, $scheme: fits, asks for nothing, complains of nothing',
    {timeout: 60_000},
    async ({width, scheme}) => {
      const {page, requests, complaints} = await openFile('report.html', width, scheme)

      const {content, window} = await widths(page)
      expect(window).toBe(width)
      expect(content).toBeLessThanOrEqual(window)

      const charts = page.locator('svg.chart').filter({visible: true})
      // Fan, utilization, cost, load tests, record: each once, for a desk or for a phone.
      expect(await charts.count()).toBe(5)
      for (const chart of await charts.all()) {
        expect(await chart.locator('title').textContent()).toMatch(/\w+/)
        const box = await chart.boundingBox()
        expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? width + 1) <= width).toBe(true)
      }

      const {back, contrast} = await colours(page)
      expect(back > 0.5).toBe(scheme === 'light')
      expect(contrast).toBeGreaterThanOrEqual(4.5)

      expect(requests).toEqual([page.url()])
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  test.each(['report.html', 'after.html', 'hostile.html'])(
    '%s, everything unfolded, fits a phone',
    {timeout: 60_000},
    async (file) => {
      const {page} = await openFile(file, 390, 'light')
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true
      })
      const {content, window} = await widths(page)
      expect(content).toBeLessThanOrEqual(window)
      await page.context().close()
    },
  )

  test.each([
    {scheme: 'light', file: 'report.html'},
    {scheme: 'dark', file: 'report.html'},
    {scheme: 'light', file: 'after.html'},
  ] as const)('axe finds nothing against WCAG AA, $scheme, $file', {timeout: 120_000}, async ({scheme, file}) => {
    const {page} = await openFile(file, 1200, scheme, {bypassCSP: true})
    await page.addScriptTag({path: createRequire(import.meta.url).resolve('axe-core')})
    const found = await page.evaluate(async () => {
      type Violation = {id: string; nodes: {html: string; failureSummary?: string}[]}
      type Axe = {
        run: (context: Document, options: object) => Promise<{violations: Violation[]; passes: {id: string}[]}>
      }
      for (const details of document.querySelectorAll('details')) details.open = true
      const {axe} = globalThis as unknown as {axe: Axe}
      const {violations, passes} = await axe.run(document, {
        runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']},
      })
      return {
        passed: passes.map(({id}) => id),
        violations: violations.flatMap(({id, nodes}) =>
          nodes.slice(0, 3).map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
        ),
      }
    })
    expect(found.violations).toEqual([])
    expect(found.passed).toContain('color-contrast')
    await page.context().close()
  })

  test('with scripts off every part is there, and no button that does nothing', {timeout: 60_000}, async () => {
    const {page} = await openFile('report.html', 1200, 'light', {javaScriptEnabled: false})
    expect(await page.locator('.theme').isVisible()).toBe(false)
    expect(await page.locator('.tip').count()).toBe(0)
    expect(await page.locator('svg.chart').filter({visible: true}).count()).toBe(5)
    await page.getByText('Numbers behind this chart, hour by hour').click()
    expect(await page.getByText('Thu 26 Nov 18:00 EST').last().isVisible()).toBe(true)
    await page.context().close()
  })

  test('with scripts on: the button turns the theme, and the fan tells the numbers of an hour', {
    timeout: 60_000,
  }, async () => {
    const {page} = await openFile('report.html', 1200, 'light')
    const before = (await colours(page)).back
    await page.locator('.theme').click()
    expect((await colours(page)).back).toBeLessThan(before / 2)
    const plot = page.locator('.fan .plot').filter({visible: true})
    const box = await plot.boundingBox()
    await plot.scrollIntoViewIfNeeded()
    await plot.hover({position: {x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2}})
    expect(await page.locator('.tip').innerText()).toMatch(
      /^Fri 27 Nov \d\d:00 EST\s+P50 +[\d,]+\s+P90 +[\d,]+\s+P99 +[\d,]+/,
    )
    await page.context().close()
  })

  test("under Jenkins' policy the one file is readable and its charts keep their colours", {
    timeout: 60_000,
  }, async () => {
    const {page} = await served('report.html')
    const text = await page.locator('body').innerText()
    for (const words of ['NOT READY', 'First things to do', 'Recommended changes', 'How to reproduce']) {
      expect(text).toContain(words)
    }
    expect(text).toMatch(/Peak demand, P90\n[\d,]+ req\/s\n/)
    const fills = await page
      .locator('svg.chart')
      .first()
      .locator('path')
      .evaluateAll((paths) => paths.map((path) => getComputedStyle(path.parentElement ?? path).fill))
    expect(fills).toContain('rgb(214, 226, 251)')
    expect(await page.locator('svg.chart').filter({visible: true}).count()).toBe(5)
    await page.context().close()
  })

  test("under Jenkins' policy the page of --html-assets has its style and complains of its script alone", {
    timeout: 60_000,
  }, async () => {
    const {page, complaints} = await served('index.html')
    expect(
      await page
        .locator('.card')
        .first()
        .evaluate((card) => getComputedStyle(card).borderRadius),
    ).toBe('12px')
    expect(complaints.filter((text) => !/sandboxed|favicon|404/.test(text))).toEqual([])
    await page.context().close()
  })

  test('a tier whose name is markup stays text', {timeout: 60_000}, async () => {
    const {page, complaints} = await openFile('hostile.html', 1200, 'light')
    expect(await page.locator('img').count()).toBe(0)
    expect(await page.locator('svg text', {hasText: hostileName}).count()).toBeGreaterThan(0)
    expect(await page.locator('td', {hasText: hostileName}).count()).toBeGreaterThan(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('it prints on at most four sheets of A4, and the first has what one needs to act', {
    timeout: 120_000,
  }, async () => {
    const isRoot = process.getuid?.() === 0
    const pdf = await printPdf({html: brightFriday, chromium: executablePath, isRoot})
    expect(sheetCount(pdf)).toBeGreaterThanOrEqual(2)
    expect(sheetCount(pdf)).toBeLessThanOrEqual(4)
    // A4 in points, to the point.
    expect(Buffer.from(pdf).toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/)

    const {page} = await openFile('report.html', 1200, 'light')
    await page.emulateMedia({media: 'print'})
    // 281 mm of a sheet are printed on, 192 mm wide: the sheet as the window sees it, before it is made smaller.
    await page.setViewportSize({width: Math.round((192 / 25.4) * 96), height: 1062})
    const bottom = await page.locator('.forecast').evaluate((card) => card.getBoundingClientRect().bottom)
    expect(bottom).toBeLessThanOrEqual(1062)
    await page.context().close()
  })

  test('the same document gives the same bytes, and few of them', () => {
    expect(Buffer.byteLength(brightFriday)).toBeLessThan(250_000)
    expect(renderReportHtml(structuredClone({...sampleReport, run: sampleRun}))).toBe(renderReportHtml(sampleReport))
  })

  test('a page that asks the network, complains and is too wide is told', {timeout: 60_000}, async () => {
    const bad = '<body><img src="http://shop.example/a.png"><p style="width:900px">wide</p><script>oops()</script>'
    writeFileSync(join(folder, 'bad.html'), `<!doctype html>${bad}`)
    const {page, requests, complaints} = await openFile('bad.html', 390, 'light')
    const {content, window} = await widths(page)
    expect(content).toBeGreaterThan(window)
    expect(requests).toContain('http://shop.example/a.png')
    expect(complaints.join('\n')).toMatch(/oops/)
    await page.context().close()
  })
})
