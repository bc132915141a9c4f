import {createHash} from 'node:crypto'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

/** A request as it came in, by the name of its operation. */
export type S3Call = {operation: string; bucket: string; key: string; headers: IncomingMessage['headers']}

/**
 * What goes wrong with calls of an operation, `times` times; nothing of it is done, but for the lost reply: there the
 * connection breaks after the work. `html`, `empty` and `truncate` say 200, `stall` keeps the connection open.
 */
export type S3Fault = {operation: string; times: number} & (
  | {kind: 'error'; status: number; code: string}
  | {kind: 'reset' | 'lost-reply' | 'html' | 'empty' | 'truncate' | 'stall' | 'hang'}
)

export type FakeS3 = {
  url: string
  /** Bytes by `bucket/key`. */
  objects: Map<string, Buffer>
  calls: S3Call[]
  faults: S3Fault[]
  /** Called with each call as it comes in, before it is answered. */
  onCall: (call: S3Call) => void
  close: () => Promise<void>
}

/**
 * S3 on a local port, for the unmodified SDK with buckets in the path: PutObject with If-None-Match, GetObject,
 * DeleteObject and ListObjectsV2 in pages of `pageSize` keys, sorted by their UTF-8 bytes.
 *
 * Stricter than S3 in one thing: anything else is refused with 501. Signatures are not checked.
 */
export async function startFakeS3({
  buckets,
  pageSize = 1000,
}: {
  buckets: readonly string[]
  pageSize?: number
}): Promise<FakeS3> {
  const objects = new Map<string, Buffer>()
  const calls: S3Call[] = []
  const faults: S3Fault[] = []
  const server = createServer((request, response) => {
    const {onCall} = fake
    answer({request, response, state: {buckets, pageSize, objects, calls, faults, onCall}}).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const fake: FakeS3 = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    calls,
    faults,
    onCall: () => {},
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return fake
}

type State = Omit<FakeS3, 'url' | 'close'> & {buckets: readonly string[]; pageSize: number}

async function answer({
  request,
  response,
  state,
}: {
  request: IncomingMessage
  response: ServerResponse
  state: State
}): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://s3')
  const [, bucket = '', ...rest] = url.pathname.split('/')
  const key = rest.map(decodeURIComponent).join('/')
  const body = await bodyOf(request)
  const operation = operationOf(request.method ?? '', key, url)
  const call = {operation, bucket, key, headers: request.headers}
  state.calls.push(call)
  state.onCall(call)
  const fault = state.faults.find((one) => one.operation === operation && one.times > 0)
  if (fault) fault.times -= 1
  if (fault?.kind === 'error') return refuse(response, fault.status, fault.code)
  if (fault?.kind === 'reset') return void request.socket.destroy()
  if (fault?.kind === 'hang') return
  if (fault && fault.kind !== 'lost-reply') return breakReply(request, response, fault.kind)
  if (!state.buckets.includes(bucket)) return refuse(response, 404, 'NoSuchBucket')
  const name = `${bucket}/${key}`
  if (fault) {
    if (operation === 'PutObject') state.objects.set(name, body)
    return void request.socket.destroy()
  }
  const perform = works[operation]
  if (perform) perform({request, response, state, bucket, name, body, url})
  else refuse(response, 501, 'NotImplemented')
}

type Asked = {
  request: IncomingMessage
  response: ServerResponse
  state: State
  bucket: string
  /** `bucket/key` */
  name: string
  body: Buffer
  url: URL
}

const works: Record<string, (asked: Asked) => void> = {
  PutObject: put,
  ListObjectsV2: list,
  GetObject: ({response, state, name}) => {
    const found = state.objects.get(name)
    if (found) response.writeHead(200, {'content-length': found.length, etag: etagOf(found)}).end(found)
    else refuse(response, 404, 'NoSuchKey')
  },
  DeleteObject: ({response, state, name}) => {
    state.objects.delete(name)
    response.writeHead(204).end()
  },
}

function breakReply(
  request: IncomingMessage,
  response: ServerResponse,
  kind: 'html' | 'empty' | 'truncate' | 'stall',
): void {
  if (kind === 'html') response.writeHead(200, {'content-type': 'text/html'}).end('<html><body>Sign in</body></html>')
  if (kind === 'empty') response.writeHead(200, {'content-length': 0}).end()
  if (kind === 'html' || kind === 'empty') return
  response.writeHead(200, {'content-length': 1000, etag: '"half"'})
  response.write('<ListBucket', () => (kind === 'truncate' ? request.socket.destroy() : undefined))
}

function operationOf(method: string, key: string, url: URL): string {
  if (method === 'PUT') return 'PutObject'
  if (method === 'DELETE') return 'DeleteObject'
  if (method === 'GET' && key === '' && url.searchParams.get('list-type') === '2') return 'ListObjectsV2'
  return method === 'GET' ? 'GetObject' : method
}

function put({request, response, state, name, body}: Asked): void {
  if (request.headers['if-none-match'] === '*' && state.objects.has(name)) {
    refuse(response, 412, 'PreconditionFailed')
    return
  }
  state.objects.set(name, body)
  response.writeHead(200, {etag: etagOf(body)}).end()
}

function list({response, state, bucket, url}: Asked): void {
  const prefix = url.searchParams.get('prefix') ?? ''
  const after = url.searchParams.get('continuation-token') ?? ''
  const keys = [...state.objects.keys()]
    .filter((name) => name.startsWith(`${bucket}/${prefix}`))
    .map((name) => name.slice(bucket.length + 1))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .filter((key) => after === '' || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
  const page = keys.slice(0, state.pageSize)
  const isCut = page.length < keys.length
  const contents = page.map((key) => {
    const size = state.objects.get(`${bucket}/${key}`)?.length ?? 0
    return `<Contents><Key>${escaped(key)}</Key><Size>${size}</Size></Contents>`
  })
  const next = isCut ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : ''
  const head = `<Name>${bucket}</Name><Prefix>${escaped(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>`
  const result = `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${head}<IsTruncated>${isCut}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`
  response.writeHead(200, {'content-type': 'application/xml'}).end(`<?xml version="1.0" encoding="UTF-8"?>${result}`)
}

function refuse(response: ServerResponse, status: number, code: string): void {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>injected ${code}</Message></Error>`
  response.writeHead(status, {'content-type': 'application/xml'}).end(xml)
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const etagOf = (bytes: Buffer) => `"${createHash('md5').update(bytes).digest('hex')}"`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
