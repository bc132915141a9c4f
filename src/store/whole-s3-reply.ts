/** A reading that breaks off is begun anew this often in all: the SDK hands a body over and tries no more. */
const tryCount = 3

/** What says of an error that the reply was not whole, so that another one may be. */
const mark = Symbol('unwhole')

/**
 * Refuses a reply without what every reply of S3 to that call carries (an ETag, a page's IsTruncated): an empty reply
 * or a portal's page says 200 too, and would pass for a bucket without a file, or for a file that was kept.
 */
export function requireS3Reply(sign: string | boolean | undefined): void {
  if (sign !== undefined) return
  const message = 'the reply is none of S3'
  throw Object.assign(new Error(message), {name: 'UnreadableReply', $metadata: {httpStatusCode: 200}, [mark]: true})
}

/** The bytes of a body; what breaks it off can be tried again by `untilWhole`. */
export async function wholeBody(body: {transformToByteArray: () => Promise<Uint8Array>}): Promise<Uint8Array> {
  try {
    return await body.transformToByteArray()
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, {[mark]: true}) : error
  }
}

/** Does it again when the reply was not whole; other failures have had their tries. */
export async function untilWhole<T>(work: () => Promise<T>): Promise<T> {
  for (let i = 1; ; i++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Error && mark in error) || i === tryCount) throw error
    }
  }
}
