import type {AwsRequest} from '../../documents/patch.js'
import {asciiJson} from './ascii-json.js'
import {shQuoted} from './sh-quoted.js'

/** What the AWS CLI calls a service where that is not the prefix that IAM knows it by. */
const serviceWords: Partial<Record<AwsRequest['service'], string>> = {
  elasticloadbalancing: 'elbv2',
  servicequotas: 'service-quotas',
}

/**
 * Service and operation as the AWS CLI spells them: `rds`, `create-db-instance-read-replica`. Words are parted as the
 * CLI parts them: before a capital with small letters after it, and between a small letter or digit and a capital.
 *
 * Source: https://github.com/boto/botocore/blob/develop/botocore/__init__.py (xform_name)
 */
export function awsCommand({service, operation}: Pick<AwsRequest, 'service' | 'operation'>): [string, string] {
  const words = operation.replace(/(.)([A-Z][a-z]+)/g, '$1-$2').replace(/([a-z0-9])([A-Z])/g, '$1-$2')
  return [serviceWords[service] ?? service, words.toLowerCase()]
}

/** A request as one line of shell: `aws elbv2 modify-capacity-reservation --cli-input-json '{…}'`. */
export function cliLine(request: AwsRequest): string {
  const input = shQuoted(asciiJson(request.input, {widthMost: Number.POSITIVE_INFINITY, indent: ''}))
  return ['aws', ...awsCommand(request), '--cli-input-json', input].join(' ')
}
