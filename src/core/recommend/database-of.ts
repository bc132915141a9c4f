import type {Database, Inventory} from '../../documents/inventory.js'
import type {DraftPatch} from '../../documents/patch.js'
import type {Change} from '../../documents/plan.js'

/** What a change does to a database, read off its calls. */
export type DatabaseChange = {database: Database; region: string; kind: 'class' | 'storage'; toGib: number | null}

/** The database and the kind of a change; null for a change of anything else. */
export function databaseOf(
  change: Change,
  {patches, inventory}: {patches: readonly DraftPatch[]; inventory: Inventory},
): DatabaseChange | null {
  const inputs = patches
    .filter(({id, request}) => change.patchIds.includes(id) && request.operation === 'ModifyDBInstance')
    .map(({request}) => request.input)
  const [input] = inputs
  if (input === undefined) return null
  for (const here of [inventory, ...(inventory.elsewhere ?? [])]) {
    const database = here.databases.find(({id}) => id === input['DBInstanceIdentifier'])
    if (database === undefined) continue
    const isClass = inputs.some((one) => one['DBInstanceClass'] !== undefined)
    const toGib = inputs.map((one) => one['AllocatedStorage']).find((gib) => typeof gib === 'number') ?? null
    return {database, region: here.region, kind: isClass ? 'class' : 'storage', toGib}
  }
  return null
}
