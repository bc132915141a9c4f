import {mkdtemp, readFile, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {BlobStore} from '../../../src/documents/blob-store.ts'
import type {MadeReport, NotDue} from '../../../src/shell/report/report-walk.ts'
import {walkReport} from '../../../src/shell/report/report-walk.ts'
import {exampleFolder} from '../../example-run.ts'

const example = exampleFolder('quiet-tuesday')

/** A folder of its own with the config of the quiet shop, which reads the example's files; `edit` changes its text. */
export async function quietShop(edit: (yaml: string) => string = (yaml) => yaml): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'report-'))
  const yaml = await readFile(join(example, 'ecom-plan.yaml'), 'utf8')
  const absolute = yaml.replaceAll(/path: (?!\/)/g, `path: ${example}`)
  await writeFile(join(folder, 'ecom-plan.yaml'), edit(absolute))
  return folder
}

export type Asked = {
  folder: string
  store?: BlobStore
  asOf?: string
  clockAt?: string
  isOffline?: boolean
  when?: 'due' | 'always'
  isAfter?: boolean
  event?: string
}

/** The report that `ecom-plan report` makes there, with a store of reports that the test holds. */
export function reportThere({
  folder,
  store,
  asOf,
  clockAt = '2026-12-31T00:00:00.000Z',
  isOffline = true,
  when = 'always',
  isAfter = false,
  event,
}: Asked): Promise<MadeReport | NotDue> {
  return walkReport({
    walk: {
      configPath: join(folder, 'ecom-plan.yaml'),
      event,
      uplift: undefined,
      target: undefined,
      azLoss: undefined,
      asOf,
      isOffline,
      onProgress: () => {},
    },
    when,
    isAfter,
    hasHistory: store !== undefined,
    version: '1.0.0',
    typed: [],
    clockAt,
    ...(store === undefined ? {} : {openStore: async () => store}),
  })
}

/** The same, where one is made. */
export async function madeThere(asked: Asked): Promise<MadeReport> {
  const found = await reportThere(asked)
  if (found.kind !== 'made') throw new Error(`none is due: ${found.due.because}`)
  return found
}
