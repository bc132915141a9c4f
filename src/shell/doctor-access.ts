import type {AwsClients} from '../aws/clients.js'
import type {Tried} from '../aws/try-reads.js'
import {type AwsOperation, iamActionOf} from '../catalog/iam-actions.js'
import type {DoctorFacts, Known, TriedAction} from '../core/doctor/facts.js'
import {archiveBucket, configUses} from '../core/iam/config-uses.js'
import {makePolicy} from '../core/iam/make-policy.js'
import {neededOperations} from '../core/iam/needed-operations.js'
import {secretPlaces} from '../core/iam/notify-uses.js'
import {placeName, placesOf} from '../core/inventory/place.js'
import type {BlobStore} from '../documents/blob-store.js'
import type {Config} from '../documents/config.js'
import type {IamPurpose} from '../documents/iam-policy.js'
import {PlanError} from '../errors.js'
import {clientsAt} from './places.js'
import {openArchive} from './pull.js'

type Asked = {config: Config; folder: string; purposes: readonly IamPurpose[]; clients: AwsClients; at: string}

/** Calls in flight at once: some of these APIs let an account call them a few times a second. */
const concurrencyCount = 4

type Needed = {operation: AwsOperation; isOptional: boolean; neededBy: IamPurpose[]}

/** Every action that the commands need with this config, once, with its operation and the commands behind it. */
function neededActions({config, purposes}: Pick<Asked, 'config' | 'purposes'>, access: 'read' | 'write') {
  const uses = configUses(config)
  const needed = new Map<string, Needed>()
  for (const purpose of purposes) {
    for (const {operation, isOptional} of neededOperations({purpose, uses})) {
      const found = iamActionOf(operation)
      if (found === undefined || found.isFree === true || found.access !== access) continue
      const known = needed.get(found.name) ?? {operation, isOptional: true, neededBy: []}
      needed.set(found.name, known)
      if (!isOptional) known.isOptional = false
      if (!known.neededBy.includes(purpose)) known.neededBy.push(purpose)
    }
  }
  return [...needed.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Whether anything of AWS is asked for with this config. */
export function needsAws(config: Config, purposes: readonly IamPurpose[]): boolean {
  const uses = configUses(config)
  return purposes.some((purpose) => neededOperations({purpose, uses}).length > 0)
}

/** Makes the cheapest call of every read that the commands need, a few at a time, in every place of the config. */
export async function tryPermissions(asked: Asked): Promise<readonly TriedAction[]> {
  const found: TriedAction[] = []
  for (const {place, isMain, config} of placesOf(asked.config)) {
    const clients = isMain ? asked.clients : await clientsAt(place)
    const where = isMain ? null : placeName(place)
    found.push(...(await tryPlace({...asked, config, clients, where})))
  }
  return found
}

async function tryPlace(asked: Asked & {where: string | null}): Promise<TriedAction[]> {
  const {config, folder, clients, at, where} = asked
  const {tryRead} = await import('../aws/try-reads.js')
  const service = Object.values(config.tiers).find(({kind}) => kind === 'ecs')
  const [cluster = 'default', name = 'none'] = service?.kind === 'ecs' ? service.resource.split('/') : []
  const [parameter] = secretPlaces(config, 'ssm')
  const [secret] = secretPlaces(config, 'secretsmanager')
  const subject = {cluster, service: name, at: new Date(at), parameter, secret}
  const store = archiveBucket(config) === null ? null : await openArchive(config, folder)
  const isS3 = (operation: string) => operation.startsWith('s3:')
  // Archive, logs and secrets belong to the config's own place.
  const isOfMain = (operation: string) => /^(s3|ssm|secretsmanager):/.test(operation)
  const wanted = neededActions(asked, 'read').filter(([, {operation}]) => where === null || !isOfMain(operation))
  const found: TriedAction[] = []
  const queue = wanted.values()
  const worker = async () => {
    for (const [action, {operation, neededBy, isOptional}] of queue) {
      const tried = await (isS3(operation) && store !== null
        ? tryStore(store, operation)
        : tryRead(clients, operation, subject))
      found.push({action, neededBy, isOptional, where, ...tried})
    }
  }
  await Promise.all(Array.from({length: concurrencyCount}, worker))
  return found.sort((a, b) => (a.action < b.action ? -1 : 1))
}

async function tryStore(store: BlobStore, operation: AwsOperation): Promise<Tried> {
  try {
    await (operation === 's3:GetObject' ? store.read('archive.json') : store.list('parts/'))
  } catch (error) {
    if (!(error instanceof PlanError) || error.code !== 'ACCESS_DENIED') throw error
    return {isAllowed: false, isExplicitlyDenied: false}
  }
  return {isAllowed: true, isExplicitlyDenied: false}
}

/** What IAM's simulation says of the writes: to try one would be to do it. */
export async function tryWrites(asked: Asked, callerArn: string): Promise<Known<readonly TriedAction[]>> {
  const {config, purposes, clients} = asked
  const writes = neededActions(asked, 'write')
  if (writes.length === 0) return {skipped: 'with this config nothing is written in AWS'}
  const {principalArn, simulateWrites} = await import('../aws/simulate-writes.js')
  const principal = principalArn(callerArn)
  const read = `; read what is needed: ecom-plan iam print --for ${purposes.includes('apply') ? 'apply' : 'pull'}`
  if (principal === null) return {skipped: `IAM does not simulate ${callerArn}, and a write is not tried${read}`}
  const names = new Set(writes.map(([action]) => action))
  const statements = purposes
    .flatMap((purpose) => makePolicy({purpose, config, isScoped: true}).Statement)
    .filter(({Action}) => Action.some((action) => names.has(action)))
  const wanted = statements.map(({Action, Resource, Condition = {}}) => ({
    actions: Action.filter((action) => names.has(action)),
    resources: Resource,
    context: contextOf(Condition),
  }))
  try {
    const decisions = await simulateWrites(clients, principal, wanted)
    return {
      value: writes.map(([action, {neededBy, isOptional}]) => ({
        action,
        neededBy,
        isOptional,
        where: null,
        ...verdictOf(action, decisions),
      })),
    }
  } catch (error) {
    if (!(error instanceof PlanError)) throw error
    if (error.code === 'ACCESS_DENIED') {
      return {skipped: `a write is not tried, and the caller may not ask IAM (iam:SimulatePrincipalPolicy)${read}`}
    }
    if (error.code === 'RESOURCE_NOT_FOUND' || error.code === 'UNEXPECTED_REPLY') {
      return {skipped: `a write is not tried, and IAM does not know ${principal}${read}`}
    }
    throw error
  }
}

function contextOf(condition: Record<string, Record<string, string[]>>): Record<string, string> {
  const entries = Object.values(condition).flatMap((keys) => Object.entries(keys))
  return Object.fromEntries(entries.map(([key, values]) => [key, values[0] ?? '']))
}

function verdictOf(action: string, decisions: readonly {action: string; decision: string}[]): Tried {
  const own = decisions.filter((one) => one.action === action).map(({decision}) => decision)
  return {
    isAllowed: own.length === 0 ? null : own.every((decision) => decision === 'allowed'),
    isExplicitlyDenied: own.includes('explicitDeny'),
  }
}

/** Why nothing more is asked of AWS, in a few words; null when there is no reason not to. */
export function accessProblem({
  caller,
  clock,
  config,
}: Pick<DoctorFacts, 'caller' | 'clock'> & {config: Config}): string | null {
  if ('skipped' in caller) return caller.skipped
  if ('failure' in caller) return reasons[caller.failure.code] ?? 'no answer from AWS'
  if (caller.value.account !== config.aws.account) return 'the credentials are of another account'
  return 'value' in clock && Math.abs(clock.value.offsetS) >= 300 ? "this machine's clock is wrong" : null
}

const reasons: Record<string, string> = {
  SSO_EXPIRED: 'no credentials: the SSO session has expired',
  CREDENTIALS_MISSING: 'no credentials',
  CREDENTIALS_EXPIRED: 'the credentials have expired',
  CREDENTIALS_INVALID: 'the credentials are not accepted',
  CLOCK_SKEWED: "this machine's clock is wrong",
}
