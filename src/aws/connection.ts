import {readFile} from 'node:fs/promises'
import type {Agent} from 'node:http'
import {Agent as HttpsAgent} from 'node:https'
import {rootCertificates} from 'node:tls'
import {loadConfig} from '@smithy/core/config'
import {PlanError} from '../errors.js'

/** How AWS is reached from here; empty where nothing stands in between. */
export type Connection = {httpAgent?: Agent; httpsAgent?: HttpsAgent}

/** Prepares a connection when the first call asks for it. */
export type ConnectionSource = () => Promise<Connection>

const proxyVariables = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY']

/**
 * The way to AWS as the AWS CLI takes it: through HTTPS_PROXY and HTTP_PROXY (also in lower case) but for the hosts in
 * NO_PROXY, trusting the certificates of AWS_CA_BUNDLE or of the profile's `ca_bundle` in place of Node's own. The SDK
 * heeds none of these by itself. NODE_EXTRA_CA_CERTS is Node's own and needs nothing.
 *
 * Throws CA_BUNDLE_UNREADABLE for a bundle that cannot be read or holds no certificate.
 *
 * @source https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html
 * @source https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 */
export function connectionSource({profile}: {profile?: string | undefined}): ConnectionSource {
  let connection: Promise<Connection> | null = null
  return () => {
    connection ??= connect(profile, [])
    return connection
  }
}

/**
 * The same way to hosts that are not AWS's, such as Slack's: through the same proxy, and trusting Node's own authorities
 * beside those of AWS_CA_BUNDLE, which may know AWS's endpoints alone. Throws CA_BUNDLE_UNREADABLE.
 */
export function wayOutside({profile}: {profile?: string | undefined}): Promise<Connection> {
  return connect(profile, rootCertificates)
}

async function connect(profile: string | undefined, beside: readonly string[]): Promise<Connection> {
  const bundle = await certificates(profile)
  const trust = bundle === null ? null : beside.length === 0 ? bundle : [...beside, bundle]
  const isProxied = proxyVariables.some((name) => (process.env[name] ?? process.env[name.toLowerCase()] ?? '') !== '')
  if (!isProxied) return trust === null ? {} : {httpsAgent: new HttpsAgent({keepAlive: true, ca: trust})}
  const {ProxyAgent} = await import('proxy-agent')
  const trusted = trust === null ? {} : {ca: trust}
  const httpsAgent = new ProxyAgent({keepAlive: true, ...trusted})
  // On a connection that is kept the library sends the next plain request in the form that a proxy does not take.
  const httpAgent = new ProxyAgent({keepAlive: false})
  // The SDK asks an agent for nothing but connections; its types ask for Node's own class.
  return {httpAgent, httpsAgent: httpsAgent as unknown as HttpsAgent}
}

async function certificates(profile: string | undefined): Promise<string | null> {
  const path = await loadConfig(
    {
      environmentVariableSelector: (env) => env['AWS_CA_BUNDLE'],
      configFileSelector: (settings) => settings['ca_bundle'],
      default: '',
    },
    profile === undefined ? {} : {profile},
  )()
  if (path === '') return null
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw unreadable(path, 'it cannot be read', cause)
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw unreadable(path, 'it holds no certificate in PEM form')
  return text
}

function unreadable(path: string, why: string, cause?: unknown): PlanError {
  return new PlanError(
    'aws',
    'CA_BUNDLE_UNREADABLE',
    `AWS_CA_BUNDLE, or ca_bundle of the profile, names ${path}: ${why}`,
    {
      suggestions: ['AWS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt', 'or unset AWS_CA_BUNDLE'],
      place: {file: path},
      cause,
    },
  )
}
