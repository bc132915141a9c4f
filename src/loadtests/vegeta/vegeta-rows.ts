import type {Tally} from '../tally.js'

type VegetaRow = {
  startMs: number
  latencyUs: number
  code: number
  method: string
  url: string
  attack: string
}

const mostUrls = 20_000

/**
 * Counts the rows of an attack. Success is a status of 200 to 399, as vegeta has it; a request without an answer has
 * the code 0 and is a failure. A label is the method and the path without its query; releases that store neither have
 * the attack's name for it.
 */
export function vegetaRows(tally: Tally) {
  const labels = new Map<string, number>()
  let rowCount = 0

  function labelOf({method, url, attack}: VegetaRow): number {
    const key = url === '' ? attack : `${method} ${url}`
    const known = labels.get(key)
    if (known !== undefined) return known
    if (labels.size >= mostUrls) labels.clear()
    const label = tally.labelId(url === '' ? attack || 'all requests' : `${method} ${pathOf(url)}`.trim())
    labels.set(key, label)
    return label
  }

  return {
    add(row: VegetaRow): void {
      rowCount++
      tally.add(labelOf(row), row.startMs, row.latencyUs, row.code < 200 || row.code >= 400)
    },
    count: () => rowCount,
  }
}

function pathOf(url: string): string {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? url.split(/[?#]/)[0] ?? url
  return path === '' ? '/' : path.slice(0, 300)
}
