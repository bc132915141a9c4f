import {figure} from '../figure.js'
import type {ComparedLevel, RunShape} from './compared-run.js'

type Levels = readonly Pick<ComparedLevel, 'loadCount'>[]

/** Levels that are further apart are not the same load. */
const sameLoadRatio = 0.1
const mostNamed = 3

const words: Readonly<Record<string, string>> = {units: 'units under test', loop: 'kind of load (open or closed)'}

/**
 * Why two runs cannot be compared: another tool, kind of load, tier, number of units, environment, other endpoints or
 * other levels of load. Empty when they are alike. Loads within a tenth of each other are the same level.
 */
export function findUnlikeness(base: RunShape, run: RunShape): string[] {
  const facts = Object.entries(base.likeness).flatMap(([name, value]) => {
    const other = run.likeness[name] ?? 'unknown'
    return other === value ? [] : [`${words[name] ?? name}: ${value} against ${other}`]
  })
  const labels = labelDifference(base, run)
  const levels = levelDifference(base.labels[0]?.levels ?? [], run.labels[0]?.levels ?? [])
  return [...facts, ...[labels, levels].filter((reason) => reason !== null)]
}

function labelDifference(base: RunShape, run: RunShape): string | null {
  const [before, after] = [base, run].map(({labels}) => new Set(labels.map(({label}) => label)))
  if (before === undefined || after === undefined) return null
  const gone = [...before].filter((label) => !after.has(label)).map((label) => `${label} is gone`)
  const come = [...after].filter((label) => !before.has(label)).map((label) => `${label} is new`)
  const all = [...gone, ...come]
  if (all.length === 0) return null
  const more = all.length > mostNamed ? ` and ${all.length - mostNamed} more` : ''
  return `endpoints: ${all.slice(0, mostNamed).join(', ')}${more}`
}

function levelDifference(base: Levels, run: Levels): string | null {
  if (base.length === 0 || run.length === 0) return `levels of load: ${base.length} against ${run.length}`
  const isAlike =
    base.length === run.length && base.every((level, i) => isSameLoad(level.loadCount, run[i]?.loadCount ?? null))
  return isAlike ? null : `levels of load: ${loads(base)} against ${loads(run)}`
}

function isSameLoad(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b
  return Math.abs(a - b) <= sameLoadRatio * Math.max(a, b)
}

const loads = (levels: Levels) => levels.map(({loadCount}) => (loadCount === null ? '?' : figure(loadCount))).join(', ')
