import {outageCode} from '../../core/report-history/without-aws.js'
import {instantOf, localMinute} from '../../core/series/zone.js'
import type {Notice} from '../../documents/report.js'
import {PlanError} from '../../errors.js'
import {type Walked, type WalkOptions, walk} from '../walk.js'

/** A walk, and why AWS could not be asked in it; `walked` is null where nothing else could be read in its place. */
export type WalkedAnyhow = {walked: Walked; failure: PlanError | null} | {walked: null; failure: PlanError}

/**
 * The walk, and where AWS does not answer, refuses or cannot be reached, the same from what the last pull kept and from
 * files. Throws what a walk throws of anything but AWS: a config, a file or an archive that is wrong is no outage.
 */
export async function walkOrArchive(options: WalkOptions, nowAt: string): Promise<WalkedAnyhow> {
  try {
    return {walked: await walk(options), failure: null}
  } catch (failure) {
    if (!isOutage(failure) || options.isOffline) throw failure
    options.onProgress('AWS could not be asked: the archive')
    try {
      return {walked: await walk({...options, asOf: options.asOf ?? nowAt, isOffline: true}), failure}
    } catch (error) {
      if (!(error instanceof PlanError)) throw error
      return {walked: null, failure}
    }
  }
}

/** Whether AWS did not answer, refused, or could not be reached. */
export const isOutage = (error: unknown): error is PlanError => error instanceof PlanError && error.kind === 'aws'

/** The banner over a report for which AWS could not be asked. `from` says what the figures are from instead. */
export function outageNotice(failure: PlanError, from: string): Notice {
  return {
    severity: 'bad',
    code: outageCode,
    message: `AWS could not be asked: ${failure.message}. ${from}`,
    next: failure.suggestions[0] ?? null,
  }
}

/** `Settings and measurements are those of Mon 16 Nov 06:00, which the last pull kept.` */
export function archiveWords({run}: Walked): string {
  const {plan, forecast} = run
  const local = (at: string) => localMinute(instantOf(at), forecast.timezone)
  return `Settings are those of ${local(plan.base.capturedAt)}, and traffic ends ${local(forecast.history.toAt)}: what files and the last pull kept.`
}
