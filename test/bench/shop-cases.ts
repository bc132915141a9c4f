import {seededUniform} from '../../src/core/laws/seeded-uniform.ts'

/** A shop: units of so many workers, and a database of so many connections that all units share. Times are means. */
export type Shop = {
  seed: number
  workerCount: number
  ownTimeS: number
  queryTimeS: number
  connectionCount: number
}

/** Share of the requests, queries of one, and its own time over the mean: a list, a product, a checkout. */
const pages = [
  {shareRatio: 0.5, queryCount: 1, ownRatio: 0.7},
  {shareRatio: 0.35, queryCount: 2, ownRatio: 1},
  {shareRatio: 0.15, queryCount: 4, ownRatio: 2},
] as const
export const meanQueryCount = pages.reduce((sum, {shareRatio, queryCount}) => sum + shareRatio * queryCount, 0)

/** The shop of a seed: its database carries 2.3 to 2.7 times what one unit alone would, so it binds between two and four. */
export function shopOf(seed: number): Shop {
  const random = seededUniform(seed)
  const between = (low: number, high: number) => low + (high - low) * random()
  const workerCount = Math.round(between(5.5, 9.5))
  const ownTimeS = between(0.05, 0.07)
  const connectionCount = Math.round(between(3.5, 6.5))
  const ratio = between(2.3, 2.7)
  // c/D = ratio·W/(own + D), solved for the time D at the database.
  const databaseS = (connectionCount * ownTimeS) / (ratio * workerCount - connectionCount)
  return {seed, workerCount, ownTimeS, queryTimeS: databaseS / meanQueryCount, connectionCount}
}

/** The same shop with a database so large that four units never fill it. */
export function shopOfUnits(seed: number): Shop {
  const shop = shopOf(seed)
  return {...shop, connectionCount: shop.connectionCount * 4}
}

/** So many requests have the pages in their exact shares, in an order of their own. */
const deckCount = 20

/** Requests of a shop, one after the other: own time and queries drawn anew for each. */
export function requestsOf({ownTimeS, queryTimeS}: Shop, random: () => number): () => string {
  const exponential = (meanS: number) => -meanS * Math.log(1 - random())
  // Of two parts, so steadier than exponential, as code and queries are.
  const drawn = (meanS: number) => (exponential(meanS) + exponential(meanS)) / 2
  let deck: (typeof pages)[number][] = []
  return () => {
    if (deck.length === 0) deck = shuffled(random)
    const page = deck.pop() ?? pages[0]
    const queries = Array.from({length: page.queryCount}, () => drawn(queryTimeS).toFixed(4))
    return `/${[(drawn(ownTimeS) * page.ownRatio).toFixed(4), ...queries].join('/')}`
  }
}

function shuffled(random: () => number) {
  const deck = pages.flatMap((page) => Array.from({length: page.shareRatio * deckCount}, () => page))
  return deck
    .map((page) => ({page, order: random()}))
    .sort((a, b) => a.order - b.order)
    .map(({page}) => page)
}
