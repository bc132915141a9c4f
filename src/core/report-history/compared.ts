import type {Report} from '../../documents/report.js'

/** What a delta is made of: of the newer report the id is not known yet. */
export type Compared = Pick<Report, 'at' | 'version' | 'run' | 'readiness' | 'loadTests' | 'configSha256'>
