import {nearestName} from '../documents/nearest-name.js'
import {shownCell} from './csv-failure.js'
import {type RowFile, rowFailure} from './traffic-rows.js'

/**
 * The place of a column among the names that a file has. Throws with what to write in the config when there is none of
 * the name, or more than one.
 */
export function findColumn({
  file,
  line,
  names,
  key,
  wanted,
}: {
  file: RowFile
  line?: number | undefined
  names: readonly string[]
  key: 'time' | 'value'
  wanted: string
}): number {
  const index = names.indexOf(wanted)
  if (index >= 0 && names.indexOf(wanted, index + 1) < 0) return index
  const near = nearestName(wanted, names)
  const listed = names.map(shownCell).join(', ').slice(0, 300)
  const holder = file.kind === 'csv' ? 'the header' : 'the file'
  throw rowFailure({
    file,
    line,
    field: wanted,
    what: index >= 0 ? `two columns are called ${wanted}` : `there is no column ${wanted}; ${holder} has ${listed}`,
    next: `in ecom-plan.yaml write ${key}: ${near ?? 'NAME-OF-THE-COLUMN'} for this source${near ? ` (did you mean ${near}?)` : ''}`,
  })
}
