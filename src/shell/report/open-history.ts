import type {BlobStore} from '../../documents/blob-store.js'
import type {Config} from '../../documents/config.js'
import {openReportStore} from '../attestation-store.js'

/** Where reports are kept when no config says otherwise. */
const defaultPlace = '.ecom-plan/reports'

/** The store of reports that the config names; without a config, a folder here. */
export async function openHistory(found: {config: Config; folder: string} | null): Promise<BlobStore> {
  if (found !== null) return openReportStore(found)
  const {openStore} = await import('../../store/open-store.js')
  return openStore({place: defaultPlace, folder: process.cwd(), region: '', profile: undefined})
}
