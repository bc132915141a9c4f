import {basename, extname, join} from 'node:path'
import type {Report} from '../../documents/report.js'
import {PlanError} from '../../errors.js'
import {checkWritable, makeFolder, writeFileAtomically} from '../../files/write-file.js'
import {renderReportCsv} from '../../report/csv/render-report.js'
import {renderReportJunit} from '../../report/junit/render-report.js'
import type {MarkdownPlace} from '../../report/markdown/budgets.js'
import {renderIemMarkdown} from '../../report/markdown/render-iem.js'
import {renderReportMarkdown} from '../../report/markdown/render-report.js'
import {renderReportText} from '../../report/terminal/render-report.js'

/** What a file is made with beside the report: where its Markdown goes, and which browser prints. */
export type FileOptions = {
  budget: MarkdownPlace | null
  chromium: string | undefined
  /** A folder for the page as three files. */
  htmlAssets?: string | undefined
}

type Render = (report: Report, options: FileOptions) => Promise<string | Uint8Array>

const formats: Readonly<Record<string, Render>> = {
  '.html': async (report) => (await import('../../report/html/render-report.js')).renderReportHtml(report),
  '.pdf': printed,
  '.md': async (report, {budget}) => renderReportMarkdown(report, {budget}),
  '.json': async (report) => `${JSON.stringify(report, null, 1)}\n`,
  '.xml': async (report) => renderReportJunit(report),
  '.csv': async (report) => renderReportCsv(report),
  '.txt': async (report) => renderReportText(report, {width: 100, color: false, ascii: false}),
}

/** A file of this name is AWS's event-readiness questionnaire, filled in, and no report. */
const questionnaire = 'iem.md'

const formatOf = (path: string): Render | undefined =>
  basename(path) === questionnaire ? async (report) => renderIemMarkdown(report) : formats[extname(path)]

/** The extensions that a report is written in. */
export const reportExtensions = Object.keys(formats)

async function printed(report: Report, {chromium}: FileOptions): Promise<Uint8Array> {
  const {findChromium} = await import('../../chromium/find-chromium.js')
  const {printPdf} = await import('../../chromium/print-pdf.js')
  const {renderReportHtml} = await import('../../report/html/render-report.js')
  const browser = findChromium(chromium, process.env)
  return printPdf({html: renderReportHtml(report), chromium: browser, isRoot: process.getuid?.() === 0})
}

/** Refuses, before anything is read, an extension that names no format and a place that cannot be written. */
export async function checkReportFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    if (formatOf(path) === undefined) {
      throw new PlanError(
        'usage',
        'FORMAT_UNKNOWN',
        `-o ${path}: the extension picks the format, and ${extname(path) || 'none'} is not one`,
        {suggestions: [`use one of ${reportExtensions.join(', ')}`]},
      )
    }
    await checkWritable(path)
  }
}

/** Writes the page as three files into a folder, which is made where it is not there. As `writeReportFiles`. */
async function writeReportAssets(
  folder: string,
  report: Report,
): Promise<{written: WrittenFile[]; failures: PlanError[]}> {
  const {renderReportAssets} = await import('../../report/html/render-report.js')
  const assets = renderReportAssets(report)
  try {
    await makeFolder(folder)
    const written: WrittenFile[] = []
    for (const [name, content] of Object.entries(assets)) {
      const path = join(folder, name)
      await writeFileAtomically(path, content)
      written.push({path, byteCount: Buffer.byteLength(content)})
    }
    return {written, failures: []}
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    return {written: [], failures: [error]}
  }
}

export type WrittenFile = {path: string; byteCount: number}

/** Writes each file whole or not at all; one that fails keeps none of the others from being written. */
export async function writeReportFiles(
  paths: readonly string[],
  report: Report,
  options: FileOptions,
): Promise<{written: WrittenFile[]; failures: PlanError[]}> {
  const assets = options.htmlAssets === undefined ? null : await writeReportAssets(options.htmlAssets, report)
  const written: WrittenFile[] = [...(assets?.written ?? [])]
  const failures: PlanError[] = [...(assets?.failures ?? [])]
  for (const path of paths) {
    try {
      const content = (await formatOf(path)?.(report, options)) ?? ''
      await writeFileAtomically(path, content)
      written.push({path, byteCount: Buffer.byteLength(content)})
    } catch (error) {
      if (!(error instanceof PlanError)) throw error
      const {code, message, suggestions} = error
      failures.push(
        new PlanError('output', code, message.includes(path) ? message : `${path} was not written: ${message}`, {
          suggestions,
          cause: error,
        }),
      )
    }
  }
  return {written, failures}
}
