import {PlanError} from '../errors.js'

/** Where a request of the SDK goes. */
export type Destination = {protocol?: string; hostname?: string; port?: number | undefined}
type Next = (args: {request: Destination}) => Promise<unknown>
type Stack = {add: (middleware: (next: Next) => Next, options: object) => void}

/** Hosts of AWS's own; a name must end in one of them, behind a dot. */
const awsDomains = ['.amazonaws.com', '.amazonaws.com.cn', '.api.aws']

/**
 * Makes a client refuse to send to a host that is not AWS's, unless `named` is that very host: `--endpoint-url` of the
 * command line. AWS_ENDPOINT_URL and a profile's endpoint_url are for reading; a change must not go to whoever set a
 * variable. Throws ENDPOINT_NOT_AWS before anything is sent.
 */
export function guardEndpoint(client: object, named: string | undefined): void {
  if (!('middlewareStack' in client)) return
  const stack = client.middlewareStack as Stack
  const guarded =
    (next: Next): Next =>
    (args) => {
      refuseForeign(args.request, named)
      return next(args)
    }
  stack.add(guarded, {step: 'finalizeRequest', priority: 'low', name: 'guardEndpoint'})
}

/** Throws ENDPOINT_NOT_AWS where a host is neither AWS's, over https, nor the one that was named. */
export function refuseForeign({protocol, hostname = '', port}: Destination, named: string | undefined): void {
  const isAws = awsDomains.some((domain) => hostname.endsWith(domain)) && protocol === 'https:'
  if (isAws || (named !== undefined && isSame(new URL(named), {protocol: protocol ?? '', hostname, port}))) return
  const url = `${protocol ?? 'https:'}//${hostname}${port === undefined ? '' : `:${port}`}`
  throw new PlanError(
    'refused',
    'ENDPOINT_NOT_AWS',
    `a change would go to ${url}, which is not AWS's own host over https`,
    {suggestions: ['unset AWS_ENDPOINT_URL and endpoint_url of the profile', `or name it: --endpoint-url ${url}`]},
  )
}

/** By host and port: a port that is the protocol's own is not written. */
function isSame(named: URL, asked: {protocol: string; hostname: string; port: number | undefined}): boolean {
  const usual = asked.protocol === 'https:' ? 443 : 80
  const namedPort = named.port === '' ? (named.protocol === 'https:' ? 443 : 80) : Number(named.port)
  return named.hostname === asked.hostname && named.protocol === asked.protocol && namedPort === (asked.port ?? usual)
}
