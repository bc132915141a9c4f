import type {NodeHttpHandler} from '@smithy/node-http-handler'
import {explainFailure} from './failures.js'

type Credentials = {accessKeyId: string; secretAccessKey: string; sessionToken?: string; expiration?: Date}

/** Credentials of a role; asked for again shortly before they expire. */
export type RoleCredentials = () => Promise<Credentials>

/** Whose role, and with what it is taken on. */
type Asked = {
  region: string
  role?: string | undefined
  profile?: string | undefined
  externalId?: string | undefined
  endpointUrl?: string | undefined
}

/** Credentials that end sooner than this are not used for another call. */
const leastMs = 300_000

/**
 * What takes on a role with the profile's own credentials, once for all clients; null when there is no
 * role. Makes no call by itself. Throws what `explainFailure` makes of a refusal.
 */
export function roleCredentials(asked: Asked, makeHandler: () => NodeHttpHandler): RoleCredentials | null {
  const {role, region, profile, externalId, endpointUrl} = asked
  if (role === undefined) return null
  let taken: Promise<Credentials> | null = null
  const take = async (): Promise<Credentials> => {
    const {fromTemporaryCredentials} = await import('@aws-sdk/credential-providers')
    const provider = fromTemporaryCredentials({
      params: {
        RoleArn: role,
        RoleSessionName: 'ecom-plan',
        ...(externalId === undefined ? {} : {ExternalId: externalId}),
      },
      clientConfig: {
        region,
        ...(profile === undefined ? {} : {profile}),
        ...(endpointUrl === undefined ? {} : {endpoint: endpointUrl}),
        requestHandler: makeHandler(),
      },
    })
    try {
      return await provider()
    } catch (error) {
      taken = null
      throw explainFailure(error, {service: 'sts', operation: 'AssumeRole', resource: role, profile, region})
    }
  }
  return async () => {
    const known = await taken
    if (known?.expiration !== undefined && known.expiration.getTime() - Date.now() < leastMs) taken = null
    taken ??= take()
    return taken
  }
}
