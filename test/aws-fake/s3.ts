import {createHash} from 'node:crypto'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

/** A request as it came in, by the name of its operation. */
export type S3Call = {operation: string; bucket: string; key: string; headers: IncomingMessage['headers']}

/** What goes wrong with calls of an operation, `times` times. A reset breaks the connection after the work was done. */
export type S3Fault = {operation: string; times: number} & (
  | {kind: 'error'; status: number; code: string}
  | {kind: 'reset'}
  | {kind: 'lost-reply'}
)

export type FakeS3 = {
  url: string
  /** Bytes by `bucket/key`. */
  objects: Map<string, Buffer>
  calls: S3Call[]
  faults: S3Fault[]
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
    answer({request, response, state: {buckets, pageSize, objects, calls, faults}}).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    calls,
    faults,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
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
  state.calls.push({operation, bucket, key, headers: request.headers})
  const fault = state.faults.find((one) => one.operation === operation && one.times > 0)
  if (fault) fault.times -= 1
  if (fault?.kind === 'error') return refuse(response, fault.status, fault.code)
  if (fault?.kind === 'reset') return void request.socket.destroy()
  if (!state.buckets.includes(bucket)) return refuse(response, 404, 'NoSuchBucket')
  const name = `${bucket}/${key}`
  if (fault?.kind === 'lost-reply') {
    if (operation === 'PutObject') state.objects.set(name, body)
    return void request.socket.destroy()
  }
  if (operation === 'PutObject') return put(request, response, {state, name, body})
  if (operation === 'GetObject') {
    const found = state.objects.get(name)
    return found
      ? void response.writeHead(200, {'content-length': found.length}).end(found)
      : refuse(response, 404, 'NoSuchKey')
  }
  if (operation === 'DeleteObject') {
    state.objects.delete(name)
    return void response.writeHead(204).end()
  }
  if (operation === 'ListObjectsV2') return list(response, {state, bucket, url})
  refuse(response, 501, 'NotImplemented')
}

function operationOf(method: string, key: string, url: URL): string {
  if (method === 'PUT') return 'PutObject'
  if (method === 'DELETE') return 'DeleteObject'
  if (method === 'GET' && key === '' && url.searchParams.get('list-type') === '2') return 'ListObjectsV2'
  return method === 'GET' ? 'GetObject' : method
}

function put(
  request: IncomingMessage,
  response: ServerResponse,
  {state, name, body}: {state: State; name: string; body: Buffer},
): void {
  if (request.headers['if-none-match'] === '*' && state.objects.has(name)) {
    refuse(response, 412, 'PreconditionFailed')
    return
  }
  state.objects.set(name, body)
  response.writeHead(200, {etag: `"${createHash('md5').update(body).digest('hex')}"`}).end()
}

function list(response: ServerResponse, {state, bucket, url}: {state: State; bucket: string; url: URL}): void {
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

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
