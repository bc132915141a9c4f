import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import type {BlobStore} from '../documents/blob-store.js'
import {checkBlobName} from './check-blob-name.js'
import {type S3Doing, s3Failure, statusOf} from './s3-failure.js'
import {requireS3Reply, untilWhole, wholeBody} from './whole-s3-reply.js'

export type S3StoreOptions = {
  bucket: string
  /** Without a slash at either end; empty for the whole bucket. */
  prefix: string
  region: string
  profile?: string | undefined
  /** How S3 is reached and who asks, where that is not the profile alone: a proxy, a role. */
  access?: S3Access | undefined
  /** Another place that speaks S3, in place of AWS_ENDPOINT_URL_S3 and AWS_ENDPOINT_URL. */
  endpointUrl?: string | undefined
  /** Attempts before a call is given up, the first included; 6 when not told. */
  maxAttempts?: number | undefined
  /** How long one attempt may take, and a body may stand still; 30,000 ms when not told. */
  requestTimeoutMs?: number | undefined
}

/** What the SDK's client takes for it. */
export type S3Access = Pick<S3ClientConfig, 'requestHandler' | 'credentials'>

/** Deletes and puts of one name that cross are answered with 409 and are to be tried again. */
const conflictTryCount = 3

/**
 * Blobs as objects below a prefix of an S3 bucket. Makes no call by itself.
 *
 * A put carries `If-None-Match: *`, so S3 lets one of two writers win. A put whose reply was lost and that the SDK
 * tried again finds its own object and returns false; callers that name blobs by their content need not care.
 * Failures are PlanErrors of kind aws.
 */
export function s3Store(options: S3StoreOptions): BlobStore {
  const {bucket, prefix, profile} = options
  const client = clientOf(options)
  const root = prefix === '' ? '' : `${prefix}/`
  const place = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`
  const keyOf = (name: string) => {
    checkBlobName(name)
    return root + name
  }
  const explained = (error: unknown, action: S3Doing['action']) => s3Failure(error, {action, bucket, place, profile})
  return {
    place,
    list: async (wanted) => {
      try {
        const keys = await listKeys(client, bucket, root + wanted)
        return keys.map((key) => key.slice(root.length)).sort()
      } catch (error) {
        throw explained(error, 's3:ListBucket')
      }
    },
    read: async (name) => {
      try {
        const Key = keyOf(name)
        return await untilWhole(async () => {
          const {Body, ETag} = await client.send(new GetObjectCommand({Bucket: bucket, Key}))
          requireS3Reply(ETag)
          return Body === undefined ? new Uint8Array(0) : await wholeBody(Body)
        })
      } catch (error) {
        if (error instanceof Error && error.name === 'NoSuchKey') return null
        throw explained(error, 's3:GetObject')
      }
    },
    putIfAbsent: async (name, bytes) => {
      const Key = keyOf(name)
      for (let tryCount = 1; ; tryCount++) {
        try {
          const put = new PutObjectCommand({Bucket: bucket, Key, Body: bytes, IfNoneMatch: '*'})
          await untilWhole(async () => requireS3Reply((await client.send(put)).ETag))
          return true
        } catch (error) {
          const status = statusOf(error)
          if (status === 412) return false
          if (status !== 409 || tryCount === conflictTryCount) throw explained(error, 's3:PutObject')
        }
      }
    },
    remove: async (name) => {
      try {
        await client.send(new DeleteObjectCommand({Bucket: bucket, Key: keyOf(name)}))
      } catch (error) {
        throw explained(error, 's3:DeleteObject')
      }
    },
  }
}

/** The S3 client of a place; makes no call. */
export function clientOf({
  region,
  profile,
  access = {},
  endpointUrl,
  maxAttempts = 6,
  requestTimeoutMs = 30_000,
}: Omit<S3StoreOptions, 'bucket' | 'prefix'>): S3Client {
  const endpoint = endpointUrl ?? process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']
  return new S3Client({
    region,
    ...(profile === undefined ? {} : {profile}),
    // Other servers of the protocol know a bucket by the path, and not all of them know the newer checksums.
    ...(endpoint === undefined
      ? {followRegionRedirects: true}
      : {endpoint, forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED' as const}),
    maxAttempts,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 5000,
      requestTimeout: requestTimeoutMs,
      // A body that stops in the middle.
      socketTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
    ...access,
  })
}

/** Every key below a prefix, page by page; what ends in a slash is a folder's mark and no object. */
export async function listKeys(client: S3Client, bucket: string, prefix: string): Promise<string[]> {
  const keys: string[] = []
  let token: string | undefined
  do {
    const list = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      ...(token === undefined ? {} : {ContinuationToken: token}),
    })
    const page = await untilWhole(async () => {
      const reply = await client.send(list)
      requireS3Reply(reply.IsTruncated)
      return reply
    })
    for (const {Key} of page.Contents ?? []) if (Key !== undefined && !Key.endsWith('/')) keys.push(Key)
    token = page.NextContinuationToken
  } while (token !== undefined)
  return keys
}
