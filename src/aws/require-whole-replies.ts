/** A reply as the SDK hands it to its own reading, or the error that came of it. */
type Next = (args: unknown) => Promise<{response: unknown; output?: unknown}>
type Stack = {add: (middleware: (next: Next) => Next, options: object) => void}
type Response = {statusCode: number; body: AsyncIterable<Uint8Array> | Uint8Array | undefined}

/**
 * Makes a client try again when a reply that says 200 is not one: half of it, nothing at all, or a page of HTML.
 *
 * The SDK alone takes an empty body for an empty answer, and with the XML services a portal's page too: an account
 * without a single load balancer, an hour without a request. What is left cut off it refuses, and does not try again.
 * Marked as it is here, it is tried again as a broken connection is.
 */
export function requireWholeReplies(client: object): void {
  if (!('middlewareStack' in client)) return
  const stack = client.middlewareStack as Stack
  stack.add(readWhole, {step: 'deserialize', priority: 'low', name: 'requireWholeReply'})
  stack.add(markUnreadable, {step: 'deserialize', priority: 'high', name: 'retryUnreadableReply'})
}

/** Before the SDK reads the reply. */
function readWhole(next: Next): Next {
  return async (args) => {
    const result = await next(args)
    const response = result.response as Response
    if (!isSuccess(response.statusCode)) return result
    response.body = await bytesOf(response.body)
    const found = oddityOf(response.body)
    if (found === null) return result
    throw Object.assign(new Error(found), {
      name: 'UnreadableReply',
      $metadata: {httpStatusCode: response.statusCode},
      $retryable: {throttling: false},
    })
  }
}

/** After the SDK has read the reply, or has not been able to. */
function markUnreadable(next: Next): Next {
  return async (args) => {
    try {
      return await next(args)
    } catch (error) {
      if (error instanceof Error && isSuccess(statusOf(error))) Object.assign(error, {$retryable: {throttling: false}})
      throw error
    }
  }
}

/** What a body is when it is not a whole reply in JSON or XML. */
function oddityOf(body: Uint8Array): string | null {
  const start = new TextDecoder().decode(body.subarray(0, 200)).trimStart()
  const end = new TextDecoder().decode(body.subarray(-20)).trimEnd()
  if (start === '') return 'an empty reply'
  if (/^<(!doctype\s+html|html)\b/i.test(start)) return 'a page of HTML'
  const isWhole = (start.startsWith('{') && end.endsWith('}')) || (start.startsWith('<') && end.endsWith('>'))
  return isWhole ? null : 'half a reply'
}

async function bytesOf(body: Response['body']): Promise<Uint8Array> {
  if (body === undefined || body instanceof Uint8Array) return body ?? new Uint8Array(0)
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const isSuccess = (statusCode: number) => statusCode >= 200 && statusCode < 300

function statusOf(error: Error): number {
  return (error as {$metadata?: {httpStatusCode?: number}}).$metadata?.httpStatusCode ?? 0
}
