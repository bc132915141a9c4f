import {vi} from 'vitest'
import {type AwsClients, type ClientOptions, makeClients} from '../../src/aws/clients.js'
import {type FakeEstate, makeEstate} from '../aws-fake/estate.js'
import {type FakeAws, startFakeAws} from '../aws-fake/server.js'
import {cornerShop} from './corner-shop.js'

/** A fake account with the corner shop in it, and clients that reach it without waiting between attempts. */
export async function connect(given: Partial<FakeEstate> = {}): Promise<{
  aws: FakeAws
  estate: FakeEstate
  clients: AwsClients
  clientsWith: (more: Partial<ClientOptions>) => AwsClients
}> {
  stubCredentials()
  const estate = makeEstate({snapshot: cornerShop, ...given})
  const aws = await startFakeAws({estate})
  const clientsWith = (more: Partial<ClientOptions>) =>
    makeClients({region: 'us-east-1', endpointUrl: aws.url, retryDelayMs: 1, maxAttempts: 3, ...more})
  return {aws, estate, clients: clientsWith({}), clientsWith}
}

/** Made-up keys, and nothing of the machine's own AWS settings. */
export function stubCredentials(): void {
  for (const name of ['AWS_PROFILE', 'AWS_ENDPOINT_URL', 'AWS_SESSION_TOKEN']) vi.stubEnv(name, undefined)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAEXAMPLE')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'example')
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null')
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null')
}
