import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Browser, Page} from 'playwright-core'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {renderReportHtml} from '../../src/report/html/render-report.js'
import {exampleRun} from '../example-run.js'
import {reportOf} from '../report/sample-report.js'
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

type Scheme = 'light' | 'dark'
const views = [390, 768, 1200].flatMap((width) =>
  (['light', 'dark'] as const).map((scheme): {width: number; scheme: Scheme} => ({width, scheme})),
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

describeWith(['chromium'], 'the HTML report in Chromium', ({chromium: executablePath}) => {
  const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-report-'))
  let browser: Browser

  beforeAll(async () => {
    const {chromium} = await import('playwright-core')
    browser = await chromium.launch({executablePath, args: launchArgs})
    writeFileSync(join(folder, 'report.html'), renderReportHtml(reportOf(await exampleRun('bright-friday'))))
  }, 60_000)

  afterAll(async () => {
    await browser?.close()
    rmSync(folder, {recursive: true})
  })

  async function open(file: string, width: number, scheme: Scheme): Promise<Watched> {
    const context = await browser.newContext({
      viewport: {width, height: 900},
      colorScheme: scheme,
      offline: true,
    })
    const page = await context.newPage()
    const [requests, complaints]: [string[], string[]] = [[], []]
    page.on('request', (request) => requests.push(request.url()))
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(pathToFileURL(join(folder, file)).href, {waitUntil: 'load'})
    return {page, requests, complaints}
  }

  test.each(views)('$width px wide, $scheme', {timeout: 60_000}, async ({width, scheme}) => {
    const {page, requests, complaints} = await open('report.html', width, scheme)

    const {content, window} = await widths(page)
    expect(window).toBe(width)
    expect(content).toBeLessThanOrEqual(window)

    const charts = page.locator('svg.chart').filter({visible: true})
    expect(await charts.count()).toBe(1)
    expect(await charts.locator('title').textContent()).toMatch(/\w+/)
    const box = await charts.boundingBox()
    expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? width + 1) <= width).toBe(true)

    const {back, contrast} = await colours(page)
    expect(back > 0.5).toBe(scheme === 'light')
    expect(contrast).toBeGreaterThanOrEqual(4.5)

    expect(requests).toEqual([page.url()])
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('it prints on at most six sheets of A4', {timeout: 60_000}, async () => {
    const {page} = await open('report.html', 1200, 'light')
    const pdf = (await page.pdf({format: 'A4'})).toString('latin1')
    const sheetCount = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length
    expect(sheetCount).toBeGreaterThanOrEqual(1)
    expect(sheetCount).toBeLessThanOrEqual(6)
    await page.context().close()
  })

  test('a page that asks the network, complains and is too wide is told', {timeout: 60_000}, async () => {
    const bad = '<body><img src="http://shop.example/a.png"><p style="width:900px">wide</p><script>oops()</script>'
    writeFileSync(join(folder, 'bad.html'), `<!doctype html>${bad}`)
    const {page, requests, complaints} = await open('bad.html', 390, 'light')
    const {content, window} = await widths(page)
    expect(content).toBeGreaterThan(window)
    expect(requests).toContain('http://shop.example/a.png')
    expect(complaints.join('\n')).toMatch(/oops/)
    await page.context().close()
  })
})
