import {outageCode} from '../../core/report-history/without-aws.js'
import type {BlobStore} from '../../documents/blob-store.js'
import type {ReportGist} from '../../documents/report-gist.js'
import {PlanError} from '../../errors.js'
import {readReports, type StoredReport} from '../../history/stored-reports.js'

/** What was said of one event before, the oldest first. `unread` is why nothing could be read; null where it was. */
export type EventHistory = {reports: StoredReport[]; failures: PlanError[]; unread: PlanError | null}

/** No history: none was asked for. */
export const noHistory: EventHistory = {reports: [], failures: [], unread: null}

/**
 * The reports of one occurrence of an event, by its id in the config and its date: an event of every year keeps its id.
 * A store that may not be read, or does not answer, is no reason to have no report.
 */
export async function readEventHistory({
  store,
  eventId,
  date,
}: {
  store: BlobStore
  eventId: string
  date: string
}): Promise<EventHistory> {
  try {
    const {reports, failures} = await readReports(store, eventId)
    return {reports: reports.filter(({gist}) => gist.run.forecast.date === date), failures, unread: null}
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    return {...noHistory, unread: error}
  }
}

/**
 * Those before the event that were made of AWS or of files as they then were, before `at`: a report that is made again
 * does not compare with itself or with a later one, and one for which AWS could not be asked says nothing of its day.
 */
export function reportsBefore({reports}: EventHistory, at: string): StoredReport[] {
  return reports.filter(
    ({gist}) => gist.after === undefined && !isOfOutage(gist) && Date.parse(gist.at) < Date.parse(at),
  )
}

/** Whether AWS could not be asked for a report. */
export const isOfOutage = ({notices}: Pick<ReportGist, 'notices'>): boolean =>
  notices.some(({code}) => code === outageCode)
