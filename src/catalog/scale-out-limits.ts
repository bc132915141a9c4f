import type {Fact} from './fact.js'

const dockerHub = {source: 'https://docs.docker.com/docker-hub/usage/', checkedOn: '2025-02-27'} as const

/** What many units that start together share, and that an ordinary day never comes near. No quota code, or none known. */
export const scaleOutLimits = {
  parameterStorePerS: {
    value: 40,
    unit: 'calls/s of an account in a Region',
    source: 'https://docs.aws.amazon.com/general/latest/gr/ssm.html',
    checkedOn: '2026-11-23',
    note: 'GetParameter, GetParameters and GetParametersByPath share it; higher throughput can be switched on and is billed',
  },
  secretsManagerPerS: {
    value: 10_000,
    unit: 'calls/s of an account in a Region',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html',
    checkedOn: '2026-11-27',
    note: 'GetSecretValue; cannot be raised',
  },
  natConnectionCount: {
    value: 55_000,
    unit: 'connections to one destination through one address of a NAT gateway',
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html',
    checkedOn: '2026-11-27',
    note: 'a gateway has one address unless more were added',
  },
  dockerHubPullsPerHourCount: {
    value: 10,
    unit: 'pulls/hour of an address that does not log in',
    ...dockerHub,
    note: '100 in six hours before 2025; the stricter rule, and a NAT gateway is one address for all behind it',
  },
} as const satisfies Record<string, Fact>
