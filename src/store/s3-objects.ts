import {Readable} from 'node:stream'
import {GetObjectCommand} from '@aws-sdk/client-s3'
import {PlanError} from '../errors.js'
import {type S3Doing, s3Failure} from './s3-failure.js'
import {clientOf, listKeys, type S3Access} from './s3-store.js'

/** An object of a bucket, `s3://bucket/key`; `open` starts a new stream of its bytes. */
export type S3Object = {path: string; open: () => Promise<Readable>}

export type S3ObjectsOptions = {
  /** `s3://bucket` and what the keys begin with. */
  place: string
  region: string
  profile?: string | undefined
  access?: S3Access | undefined
  endpointUrl?: string | undefined
  maxAttempts?: number | undefined
  /** Keys to leave out before anything of them is read. */
  isWanted?: (key: string) => boolean
}

/**
 * The objects whose keys begin with a prefix, sorted by key, to be read one at a time: an object is streamed and never
 * held. Reads that S3 refuses are tried again; a stream that breaks off half-way is a failure.
 *
 * Throws LOG_LOCATION for what is no s3://BUCKET/PREFIX, and what `s3Failure` says of failures, at the listing and in
 * the streams.
 */
export async function listS3Objects(options: S3ObjectsOptions): Promise<S3Object[]> {
  const {place, profile, isWanted = () => true} = options
  const [, bucket = '', prefix = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(place) ?? []
  if (bucket === '') {
    throw new PlanError('usage', 'LOG_LOCATION', `--path ${place} is not s3://BUCKET/PREFIX`, {
      suggestions: ['--path s3://shop-logs/alb'],
    })
  }
  const client = clientOf(options)
  const explained = (error: unknown, action: S3Doing['action'], at: string) =>
    aboutLogs(s3Failure(error, {action, bucket, place: at, profile}), bucket)
  const keys = await listKeys(client, bucket, prefix).catch((error: unknown) => {
    throw explained(error, 's3:ListBucket', place)
  })
  return keys
    .filter(isWanted)
    .sort()
    .map((key) => {
      const path = `s3://${bucket}/${key}`
      async function* bytes(): AsyncGenerator<Uint8Array> {
        try {
          const {Body} = await client.send(new GetObjectCommand({Bucket: bucket, Key: key}))
          if (Body instanceof Readable) yield* Body
        } catch (error) {
          throw explained(error, 's3:GetObject', path)
        }
      }
      return {path, open: async () => Readable.from(bytes(), {objectMode: false})}
    })
}

/** s3Failure speaks of the archive; logs lie in a bucket that someone named. */
function aboutLogs(error: unknown, bucket: string): unknown {
  if (!(error instanceof PlanError) || error.code !== 'BUCKET_NOT_FOUND') return error
  const {message, place, cause} = error
  const suggestions = ['see which buckets there are: aws s3 ls', `correct ${bucket} in --path`]
  return new PlanError('aws', error.code, message, {suggestions, cause, ...(place ? {place} : {})})
}
