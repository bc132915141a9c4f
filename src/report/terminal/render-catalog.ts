import {counted} from '../number.js'

/** What a refresh of the catalogue brought. `file` is null where nothing could be read. */
export type CatalogView = {
  file: string | null
  instanceTypeCount: number
  classCount: number
  quotaCount: number
  priceCount: number
}

/** One line: what AWS said, and where it is kept. */
export function renderCatalogText({file, instanceTypeCount, classCount, quotaCount, priceCount}: CatalogView): string {
  if (file === null) return 'Catalogue: nothing was read; it stays as shipped.'
  const counts = [
    counted(instanceTypeCount, 'instance type'),
    counted(classCount, 'DB class', 'DB classes'),
    counted(quotaCount, 'quota'),
    counted(priceCount, 'price'),
  ]
  return `Catalogue: ${counts.join(', ')}, kept in ${file}.`
}
