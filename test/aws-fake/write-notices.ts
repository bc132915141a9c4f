import {randomUUID} from 'node:crypto'
import type {AwsObject} from '../../src/documents/snapshot.js'
import {FakeFailure, type Handler} from './estate.js'

const bytesOf = (text: unknown) => Buffer.byteLength(String(text ?? ''))

/**
 * SNS takes a message of 1 byte to 256 KB, and a subject of less than 100 characters of ASCII that begins with a letter,
 * digit or mark and has no line break.
 *
 * @source https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const writeSns: Record<string, Handler> = {
  Publish: (input, {topics}) => {
    if (!topics.includes(String(input['TopicArn']))) throw new FakeFailure('NotFound', 'Topic does not exist', 404)
    const subject = input['Subject']
    if (subject !== undefined && !/^[!-~][ -~]{0,98}$/.test(String(subject))) {
      throw new FakeFailure('InvalidParameter', 'Invalid parameter: Subject')
    }
    if (bytesOf(input['Message']) === 0) throw new FakeFailure('InvalidParameter', 'Invalid parameter: Empty message')
    if (bytesOf(input['Message']) > 262_144)
      throw new FakeFailure('InvalidParameter', 'Invalid parameter: Message too long')
    return {MessageId: randomUUID()}
  },
}

type Datum = {MetricName: string; Value?: number; Timestamp?: Date; Dimensions?: AwsObject[]}
const dayMs = 86_400_000

/**
 * CloudWatch takes points of the two weeks before, and of two hours ahead.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const writeCloudWatch: Record<string, Handler> = {
  PutMetricData: (input, {now}) => {
    if (String(input['Namespace']).startsWith('AWS/'))
      throw new FakeFailure('InvalidParameterValue', 'reserved namespace')
    for (const {Timestamp, Value, Dimensions = []} of input['MetricData'] as Datum[]) {
      const ageMs = Date.parse(now) - (Timestamp?.getTime() ?? Date.parse(now))
      if (ageMs > 14 * dayMs || ageMs < -7_200_000)
        throw new FakeFailure('InvalidParameterValue', 'The timestamp is out of range')
      if (!Number.isFinite(Value)) throw new FakeFailure('InvalidParameterValue', 'The value is no number')
      const isBad = Dimensions.some((one) => /^$|[^\x20-\x7e]/.test(String(one['Value'])))
      if (isBad) throw new FakeFailure('InvalidParameterValue', 'A dimension must be ASCII and not empty')
    }
    return {}
  },
}
