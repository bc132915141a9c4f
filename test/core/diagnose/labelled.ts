import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'
import {type DrawnWindow, windowsPath} from '../../../fixtures/generate/database-windows.js'
import {catalog} from '../../../src/catalog/catalog.js'
import {diagnoseDatabase} from '../../../src/core/diagnose/diagnose-database.js'
import type {Diagnosis} from '../../../src/documents/diagnosis.js'
import {nearMisses} from './near-misses.js'

const path = new URL(`../../../fixtures/${windowsPath}`, import.meta.url)
export const drawnWindows: readonly DrawnWindow[] = JSON.parse(gunzipSync(readFileSync(path)).toString())
export const labelledWindows: readonly DrawnWindow[] = [...drawnWindows, ...nearMisses()]

const hourS = 1_795_000_800
const dayS = 86_400

const known = new WeakMap<DrawnWindow, Diagnosis>()

/** The diagnosis of a labelled window, beside the same hour of an ordinary day; made once. */
export function diagnosed(one: DrawnWindow, isCompared = true): Diagnosis {
  const found = (isCompared ? known.get(one) : undefined) ?? diagnose(one, isCompared)
  if (isCompared) known.set(one, found)
  return found
}

function diagnose({database, window, baseline}: DrawnWindow, isCompared: boolean): Diagnosis {
  return diagnoseDatabase({
    tier: 'orders-db',
    database,
    window: {fromS: hourS, ...window},
    baseline: isCompared ? {fromS: hourS - dayS, ...baseline} : null,
    baselineText: isCompared ? 'the same hours of one day before' : null,
    status: database.status,
    catalog,
    reserveRatio: catalog.judgements.mysqlMemoryReserveRatio.value,
  })
}

/** Answers whose remedy is to buy a faster volume. */
export const buysStorage: readonly Diagnosis['answer'][] = ['volume-iops', 'gp2-credits', 'volume-throughput']

/** What a reader is told to do first: the remedies of the first cause that holds. */
export function firstRemedy({causes}: Diagnosis): string {
  const [first] = causes
  return first === undefined || first.standing === 'ruled-out' || first.standing === 'open'
    ? ''
    : first.remedy.join(' ')
}
