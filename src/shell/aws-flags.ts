import {Flags} from '@oclif/core'
import type {Config} from '../documents/config.js'
import {PlanError} from '../errors.js'

/** Flags of every command that asks AWS, named as the AWS CLI has them. */
export const awsFlags = {
  profile: Flags.string({
    summary: 'The AWS profile to read with, in place of aws.profile in the config.',
    helpValue: 'NAME',
    helpGroup: 'GLOBAL',
  }),
  region: Flags.string({
    summary: 'The AWS Region, in place of aws.region in the config.',
    helpValue: 'REGION',
    helpGroup: 'GLOBAL',
  }),
  'endpoint-url': Flags.string({
    summary: 'Another place that speaks AWS, for every service; also AWS_ENDPOINT_URL.',
    helpValue: 'URL',
    helpGroup: 'GLOBAL',
  }),
}

export type AwsFlagValues = {
  profile?: string | undefined
  region?: string | undefined
  'endpoint-url'?: string | undefined
}

/** A config with what the command line says of AWS in place of its own. Throws ENDPOINT_INVALID for what is no URL. */
export function withAwsFlags(config: Config, flags: AwsFlagValues): Config {
  useEndpoint(flags['endpoint-url'])
  const {profile, region} = flags
  return {
    ...config,
    aws: {...config.aws, ...(profile === undefined ? {} : {profile}), ...(region === undefined ? {} : {region})},
  }
}

/** Every client of the SDK reads the variable by itself, so one place serves them all. */
export function useEndpoint(url: string | undefined): void {
  if (url === undefined) return
  if (!/^https?:\/\/[^/\s]+/.test(url)) {
    throw new PlanError('usage', 'ENDPOINT_INVALID', `--endpoint-url ${url} is not an http or https URL`, {
      suggestions: ['--endpoint-url http://localhost:4566'],
    })
  }
  process.env['AWS_ENDPOINT_URL'] = url
}
