import type {Patch} from '../../documents/patch.js'
import {span} from '../figure.js'
import {instantOf, localMinute} from '../series/zone.js'
import type {DatabaseFact} from './checks/apply-facts.js'

/**
 * RDS takes no second modification of a volume for six hours, or until it is optimized, whichever is longer.
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.StorageTypes.html
 */
const storageRestS = 21_600
const storageFields = ['AllocatedStorage', 'Iops', 'StorageThroughput', 'StorageType']

/** Whether a call modifies the volume of a database. The volume of Aurora is AWS's: only how it is billed changes. */
export function modifiesStorage({request: {service, input}}: Pick<Patch, 'request'>): boolean {
  const isAurora = String(input['StorageType'] ?? '').startsWith('aurora')
  return service === 'rds' && !isAurora && storageFields.some((field) => field in input)
}

/** Why RDS takes no modification of a database's volume at a UTC time, in words; null where it does. */
export function storageHeld(
  {instance, storageModifiedAt}: Pick<DatabaseFact, 'instance' | 'storageModifiedAt'>,
  {at, timezone}: {at: string; timezone: string},
): string | null {
  const status = instance['DBInstanceStatus'] ?? instance['Status']
  if (status === 'storage-optimization') return 'its storage is being optimized'
  const agoS = storageModifiedAt === null ? Number.POSITIVE_INFINITY : instantOf(at) - instantOf(storageModifiedAt)
  if (agoS >= storageRestS || storageModifiedAt === null) return null
  const until = localMinute(instantOf(storageModifiedAt) + storageRestS, timezone)
  return `its storage was modified ${span(agoS)} ago; RDS takes no other for 6 h, until ${until}`
}
