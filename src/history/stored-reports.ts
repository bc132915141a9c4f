import type {BlobStore} from '../documents/blob-store.js'
import {parseDocument} from '../documents/parse.js'
import {type Report, reportSchema} from '../documents/report.js'
import {type ReportGist, reportGistSchema} from '../documents/report-gist.js'
import {PlanError} from '../errors.js'
import {partsOfName, reportName} from './report-name.js'

/** A report as it lies in a store: what a list needs of it, and how to have all of it. */
export type StoredReport = {
  gist: ReportGist
  /** The blob as the user would type it. */
  place: string
  /** The whole document. Throws REPORT_DAMAGED. */
  open: () => Report
}

/** What a store holds, oldest first, and why other blobs that lie there are passed over. */
export type StoredReports = {place: string; reports: StoredReport[]; failures: PlanError[]}

/** Keeps a report for good; nothing is ever written over. False where the same one was there. */
export async function storeReport({store, report}: {store: BlobStore; report: Report}): Promise<boolean> {
  const {at, reportId, run} = report
  const name = reportName({eventId: run.forecast.eventId, at, reportId})
  return store.putIfAbsent(name, Buffer.from(`${JSON.stringify(report, null, 1)}\n`))
}

/**
 * All reports of a store, or those of one event of the config. A blob that is damaged, or that is no report, hides no
 * other: it is named among the failures. Throws what the store throws where it may not be read.
 */
export async function readReports(store: BlobStore, eventId?: string): Promise<StoredReports> {
  const names = await store.list(eventId === undefined ? 'reports/' : `reports/${eventId}/`)
  const found: StoredReports = {place: store.place, reports: [], failures: []}
  const read = await Promise.all(names.map(async (name) => ({name, one: await readOne(store, name)})))
  for (const {one} of read) {
    if (one instanceof PlanError) found.failures.push(one)
    else found.reports.push(one)
  }
  found.reports.sort((a, b) => (a.gist.at < b.gist.at ? -1 : a.gist.at > b.gist.at ? 1 : 0))
  return found
}

async function readOne(store: BlobStore, name: string): Promise<StoredReport | PlanError> {
  const place = `${store.place}/${name}`
  const parts = partsOfName(name)
  if (parts === null) return foreign(place, 'its name is not that of a report')
  const bytes = await store.read(name)
  if (bytes === null) return damaged(place, 'it was there a moment ago, and is gone')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes))
  } catch (cause) {
    return damaged(place, 'it is not JSON', cause)
  }
  const gist = reportGistSchema.safeParse(value)
  if (!gist.success) return damaged(place, gist.error.issues[0]?.message ?? 'it is no report')
  const {reportId, run} = gist.data
  if (reportId !== parts.reportId || run.forecast.eventId !== parts.eventId) {
    return foreign(place, `it says of itself that it is ${reportId} of ${run.forecast.eventId}`)
  }
  return {gist: gist.data, place, open: () => openReport(value, place)}
}

function openReport(value: unknown, place: string): Report {
  try {
    return parseDocument({schema: reportSchema, value, name: place})
  } catch (cause) {
    if (!(cause instanceof PlanError)) throw cause
    const [, problem = 'a field is not what it should be'] = cause.message.split('\n')
    throw damaged(place, problem.replace(/^✖ /, ''), cause)
  }
}

/** The error for a report that cannot be read; one of another version of ecom-plan is no other case. */
export function damaged(place: string, why: string, cause?: unknown): PlanError {
  return new PlanError('data', 'REPORT_DAMAGED', `${place} is no whole report of this version: ${why}`, {
    suggestions: [`look at it, and move it away if nothing else needs it: ${place}`, 'ecom-plan show --list'],
    place: {file: place},
    ...(cause === undefined ? {} : {cause}),
  })
}

function foreign(place: string, why: string): PlanError {
  return new PlanError('data', 'REPORT_FOREIGN', `${place} was not written there by ecom-plan: ${why}`, {
    suggestions: [`move it away if nothing else needs it: ${place}`],
    place: {file: place},
  })
}
