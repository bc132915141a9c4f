import type {LoadTestFlag} from '../documents/load-test.js'
import {longestUs, type ResponseTimeHistogram} from '../documents/response-time-histogram.js'
import {SliceHistograms} from './slice-histograms.js'
import {UserGauge} from './user-gauge.js'
import {WindowCounts} from './window-counts.js'

const mostLabels = 10_000
/** Histograms: the failures of all labels, then each label. */
const failedSeries = 0
/** 2100-01-01: a later stamp is no time of a test but another number. */
const latestMs = 4_102_444_800_000

/**
 * What the rows of a load test add up to, in memory that does not grow with them: counts per label and second,
 * histograms per label and slice of time, users over time. Several files of one test write into one tally.
 */
export class Tally {
  readonly counts = new WindowCounts()
  readonly histograms = new SliceHistograms()
  readonly gauge = new UserGauge()
  readonly labels: string[] = []
  readonly flags: LoadTestFlag[] = []
  /** Requests that an open tool meant to send and did not, by window of a second. */
  readonly droppedAt = new Map<number, number>()
  rowCount = 0
  misdatedCount = 0
  firstMs = Number.POSITIVE_INFINITY
  lastEndMs = Number.NEGATIVE_INFINITY
  readonly #ids = new Map<string, number>()
  readonly #generatorIds = new Map<string, number>()

  /** The number of a label for `add`; from the 10,001st on, that of one label for the rest. */
  labelId(name: string): number {
    const known = this.#ids.get(name)
    if (known !== undefined) return known
    if (this.labels.length > mostLabels) return mostLabels
    const id = this.labels.length
    if (id === mostLabels) this.#tooManyLabels()
    else this.#ids.set(name, id)
    this.labels.push(id === mostLabels ? '(other)' : name)
    return id
  }

  /** The number of a load generator for `users`. */
  generatorId(name: string): number {
    const known = this.#generatorIds.get(name)
    if (known !== undefined) return known
    const id = this.#generatorIds.size
    this.#generatorIds.set(name, id)
    return id
  }

  /**
   * Counts a request: `startMs` is the instant it was sent, in milliseconds of the Unix epoch, `responseTimeUs` the
   * time until its answer was whole. `weight` is how many requests the row stands for. A row without a usable time or
   * response time is left out and counted.
   */
  add(label: number, startMs: number, responseTimeUs: number, isFailed: boolean, weight = 1): void {
    if (!(startMs >= 0 && startMs < latestMs && responseTimeUs >= 0)) {
      this.misdatedCount += weight
      return
    }
    const us = responseTimeUs >= longestUs ? longestUs : Math.round(responseTimeUs)
    this.rowCount += weight
    if (startMs < this.firstMs) this.firstMs = startMs
    const endMs = startMs + us / 1000
    if (endMs > this.lastEndMs) this.lastEndMs = endMs
    this.counts.add(label, startMs, us, isFailed, weight)
    this.histograms.add(label + 1, startMs, us, weight)
    if (isFailed) this.histograms.add(failedSeries, startMs, us, weight)
    if (this.counts.isOverfull) this.#coarsen()
  }

  /** Notes how many users (virtual users, threads, connections) a generator had at an instant. */
  users(atMs: number, count: number, generator = 0): void {
    if (!(atMs >= 0 && atMs < latestMs && count >= 0 && count < 1e9)) return
    this.gauge.set(generator, atMs, count)
    if (this.gauge.isOverfull) this.#coarsen()
  }

  /** Notes requests that an open tool was told to send and could not. */
  dropped(atMs: number, count: number): void {
    if (!(atMs >= 0 && atMs < latestMs && count > 0)) return
    const window = Math.floor(atMs / this.counts.windowMs)
    this.droppedAt.set(window, (this.droppedAt.get(window) ?? 0) + count)
  }

  flag(flag: LoadTestFlag): void {
    if (!this.flags.some(({text}) => text === flag.text)) this.flags.push(flag)
  }

  /** Adds to `sum` the answers of a label in the whole slices between two instants; returns how many of them failed. */
  addAnswers({
    label,
    fromMs,
    toMs,
    sum,
  }: {
    label: number
    fromMs: number
    toMs: number
    sum: ResponseTimeHistogram
  }): number {
    this.histograms.addBetween({series: label + 1, fromMs, toMs, sum})
    const {sliceMs} = this.histograms
    const slices = [Math.ceil(fromMs / sliceMs) * sliceMs, Math.floor(toMs / sliceMs) * sliceMs] as const
    return this.counts.failedBetween(label, ...slices)
  }

  /** Adds to `sum` the failed answers of all labels, likewise. */
  addFailures({fromMs, toMs, sum}: {fromMs: number; toMs: number; sum: ResponseTimeHistogram}): void {
    this.histograms.addBetween({series: failedSeries, fromMs, toMs, sum})
  }

  #coarsen(): void {
    this.counts.coarsen()
    this.gauge.coarsen()
    while (this.histograms.sliceMs < this.counts.windowMs) this.histograms.coarsen()
    const dropped = [...this.droppedAt]
    this.droppedAt.clear()
    for (const [window, count] of dropped) {
      const half = Math.floor(window / 2)
      this.droppedAt.set(half, (this.droppedAt.get(half) ?? 0) + count)
    }
  }

  #tooManyLabels(): void {
    this.flag({
      code: 'too-many-labels',
      severity: 'warning',
      text: `more than ${mostLabels.toLocaleString('en')} labels: the rest count as one, (other); name requests by route, not by URL`,
    })
  }
}
