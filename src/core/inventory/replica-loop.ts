import type {Database} from '../../documents/inventory.js'

/**
 * The databases that a database is a replica of, from itself back to itself, where they go round; null where they end at
 * a primary, as those of AWS do. A loop comes from a file that was written by hand.
 */
export function replicaLoop(database: Database, databases: readonly Database[]): string[] | null {
  const chain = [database.id]
  let source = database.replicaOf
  while (source !== null) {
    if (chain.includes(source)) return [...chain, source]
    chain.push(source)
    source = databases.find(({id}) => id === chain.at(-1))?.replicaOf ?? null
  }
  return null
}
