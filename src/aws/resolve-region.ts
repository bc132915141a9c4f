import {STSClient} from '@aws-sdk/client-sts'
import {PlanError} from '../errors.js'

/**
 * The Region that the SDK would use by itself: AWS_REGION, then the profile's own. Makes no call. Throws
 * REGION_MISSING when neither names one.
 */
export async function resolveRegion(profile: string | undefined): Promise<string> {
  try {
    return await new STSClient(profile === undefined ? {} : {profile}).config.region()
  } catch (cause) {
    throw new PlanError('aws', 'REGION_MISSING', 'neither AWS_REGION nor the AWS profile names a Region', {
      suggestions: ['--region us-east-1', 'aws configure set region us-east-1'],
      cause,
    })
  }
}
