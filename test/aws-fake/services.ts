import * as applicationAutoScaling from '@aws-sdk/client-application-auto-scaling'
import * as athena from '@aws-sdk/client-athena'
import * as autoScaling from '@aws-sdk/client-auto-scaling'
import * as cloudFront from '@aws-sdk/client-cloudfront'
import * as cloudWatch from '@aws-sdk/client-cloudwatch'
import * as ec2 from '@aws-sdk/client-ec2'
import * as ecs from '@aws-sdk/client-ecs'
import * as elasticLoadBalancing from '@aws-sdk/client-elastic-load-balancing-v2'
import * as iam from '@aws-sdk/client-iam'
import * as pi from '@aws-sdk/client-pi'
import * as pricing from '@aws-sdk/client-pricing'
import * as rds from '@aws-sdk/client-rds'
import * as secretsManager from '@aws-sdk/client-secrets-manager'
import * as serviceQuotas from '@aws-sdk/client-service-quotas'
import * as sns from '@aws-sdk/client-sns'
import * as ssm from '@aws-sdk/client-ssm'
import * as sts from '@aws-sdk/client-sts'
import {handleCloudWatch} from './cloudwatch.js'
import type {Protocol} from './decode.js'
import type {Handler} from './estate.js'
import {handleApplicationAutoScaling} from './handle-application-auto-scaling.js'
import {handleAthena} from './handle-athena.js'
import {handleAutoScaling} from './handle-auto-scaling.js'
import {handleCloudFront} from './handle-cloudfront.js'
import {handleEc2} from './handle-ec2.js'
import {handleEcs} from './handle-ecs.js'
import {handleElasticLoadBalancing} from './handle-elastic-load-balancing.js'
import {handleIam} from './handle-iam.js'
import {handlePi} from './handle-pi.js'
import {handlePricing} from './handle-pricing.js'
import {handleRds} from './handle-rds.js'
import {handleSecretsManager, handleSsm} from './handle-secrets.js'
import {handleServiceQuotas, writeServiceQuotas} from './handle-service-quotas.js'
import {handleSts} from './handle-sts.js'
import {writeEcs} from './write-ecs.js'
import {writeCloudWatch, writeSns} from './write-notices.js'
import {writeRds} from './write-rds.js'
import {writeEc2, writeElasticLoadBalancing} from './write-reservations.js'
import {writeAutoScaling} from './write-scaling.js'
import {writeApplicationAutoScaling} from './write-service-scaling.js'

/** A service that the fake plays: its client, whose schemas it reads, how that client speaks, and what it answers. */
type FakeService = {
  sdk: object
  protocol: Protocol
  handlers: Record<string, Handler>
  /** Changes, for estates that may be written to. */
  writes?: Record<string, Handler>
}

/** By the name that a request is signed for. */
export const services: Record<string, FakeService> = {
  'application-autoscaling': {
    sdk: applicationAutoScaling,
    protocol: 'json',
    handlers: handleApplicationAutoScaling,
    writes: writeApplicationAutoScaling,
  },
  athena: {sdk: athena, protocol: 'json', handlers: handleAthena},
  autoscaling: {sdk: autoScaling, protocol: 'query', handlers: handleAutoScaling, writes: writeAutoScaling},
  cloudfront: {sdk: cloudFront, protocol: 'rest-xml', handlers: handleCloudFront},
  monitoring: {sdk: cloudWatch, protocol: 'json', handlers: handleCloudWatch, writes: writeCloudWatch},
  ec2: {sdk: ec2, protocol: 'ec2', handlers: handleEc2, writes: writeEc2},
  ecs: {sdk: ecs, protocol: 'json', handlers: handleEcs, writes: writeEcs},
  elasticloadbalancing: {
    sdk: elasticLoadBalancing,
    protocol: 'query',
    handlers: handleElasticLoadBalancing,
    writes: writeElasticLoadBalancing,
  },
  iam: {sdk: iam, protocol: 'query', handlers: handleIam},
  pi: {sdk: pi, protocol: 'json', handlers: handlePi},
  pricing: {sdk: pricing, protocol: 'json', handlers: handlePricing},
  rds: {sdk: rds, protocol: 'query', handlers: handleRds, writes: writeRds},
  secretsmanager: {sdk: secretsManager, protocol: 'json', handlers: handleSecretsManager},
  servicequotas: {sdk: serviceQuotas, protocol: 'json', handlers: handleServiceQuotas, writes: writeServiceQuotas},
  sns: {sdk: sns, protocol: 'query', handlers: {}, writes: writeSns},
  ssm: {sdk: ssm, protocol: 'json', handlers: handleSsm},
  sts: {sdk: sts, protocol: 'query', handlers: handleSts},
}
