import type {BlobStore} from '../../documents/blob-store.js'
import type {Config} from '../../documents/config.js'

/** Where reports are kept when no config says otherwise. */
const defaultPlace = '.ecom-plan/reports'

/** The store of reports that the config names; without a config, a folder here. */
export async function openReportStore(found: {config: Config; folder: string} | null): Promise<BlobStore> {
  const {openStore} = await import('../../store/open-store.js')
  if (found === null) return openStore({place: defaultPlace, folder: process.cwd(), region: '', profile: undefined})
  const {aws, report} = found.config
  const readAccess = async () => (await import('../../aws/clients.js')).accessOf(aws)
  return openStore({place: report.store, folder: found.folder, region: aws.region, profile: aws.profile, readAccess})
}
