import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-27'} as const
/**
 * What the simulator takes for true where neither the account's own history nor the config says it. Part of the
 * judgements: each may be set in the config. Delays have a least and a most, or a median and a 95th percentile.
 */
export const simulationJudgements = {
  minuteLagLeastS: {
    value: 120,
    unit: 's',
    ...ours,
    note: 'from the end of the last minute that an alarm counts until an ECS service scales, at the least: calibrated, so that the mean of least and most brings the reaction to the 363 s that AWS measured with metrics of 60 s',
  },
  minuteLagMostS: {
    value: 256,
    unit: 's',
    ...ours,
    note: 'from the end of the last minute that an alarm counts until an ECS service scales, at the most: see minuteLagLeastS',
  },
  fastLagLeastS: {
    value: 0,
    unit: 's',
    ...ours,
    note: 'the same with metrics of 20 s, at the least: calibrated to the 86 s that AWS measured; AWS published these metrics another way, so what fits 60 s does not foretell it',
  },
  fastLagMostS: {
    value: 55,
    unit: 's',
    ...ours,
    note: 'the same with metrics of 20 s, at the most: calibrated to the 86 s that AWS measured',
  },
  groupLagLeastS: {
    value: 60,
    unit: 's',
    ...ours,
    note: 'from the end of the last minute that an alarm counts until an Auto Scaling group acts, at the least: CloudWatch shows EC2 and load balancers one to two minutes late; no measurement was found',
  },
  groupLagMostS: {
    value: 120,
    unit: 's',
    ...ours,
    note: 'until an Auto Scaling group acts, at the most: CloudWatch shows EC2 and load balancers one to two minutes late',
  },
  alarmOutDatapointCount: {
    value: 3,
    unit: 'datapoints',
    ...ours,
    note: 'in a row above the target until it scales out: as the alarms of target tracking are seen to be; AWS does not document it',
  },
  alarmInDatapointCount: {
    value: 15,
    unit: 'datapoints',
    ...ours,
    note: 'in a row below it until it scales in: seen as above',
  },
  scaleInBelowRatio: {
    value: 0.9,
    unit: 'ratio',
    ...ours,
    note: 'of the target, below which it scales in: AWS says usually more than 10 % lower',
  },
  taskProvisionP95S: {
    value: 45,
    unit: 's',
    ...ours,
    note: 'one task in twenty takes longer: AWS staff call 30 to 45 s normal on Fargate, health checks included',
  },
  hostTaskMedianS: {
    value: 10,
    unit: 's',
    ...ours,
    note: 'a task on a host that has its image: no measurement was found',
  },
  hostTaskP95S: {
    value: 20,
    unit: 's',
    ...ours,
    note: 'a task on a host that has its image, one in twenty: no measurement was found',
  },
  registerLeastS: {
    value: 1,
    unit: 's',
    ...ours,
    note: 'until the load balancer has checked a new unit once: right after it runs',
  },
  instanceBootMedianS: {
    value: 150,
    unit: 's',
    ...ours,
    note: 'from the launch of an instance until its application runs: between the 90 s of a baked image and the 243 s that an AWS workshop measured with an installation at boot',
  },
  instanceBootP95S: {
    value: 300,
    unit: 's',
    ...ours,
    note: 'from the launch of an instance until its application runs, one in twenty',
  },
  poolBootMedianS: {
    value: 40,
    unit: 's',
    ...ours,
    note: 'out of a warm pool of stopped instances: an AWS workshop measured 36 s',
  },
  poolBootP95S: {value: 60, unit: 's', ...ours, note: 'out of a warm pool of stopped instances, one in twenty'},
  launchFailureRatio: {
    value: 0.01,
    unit: 'ratio',
    ...ours,
    note: 'launches that fail and are tried again: no rate is published',
  },
  launchRetryS: {value: 60, unit: 's', ...ours, note: 'until a failed launch is tried again'},
  coldCacheRatio: {
    value: 3,
    unit: 'ratio',
    ...ours,
    note: 'reads from disk right after a failover, over those of a warm cache',
  },
  coldCacheS: {value: 600, unit: 's', ...ours, note: 'until the cache of a database is warm again'},
  demandNoiseRatio: {
    value: 0.03,
    unit: 'ratio',
    ...ours,
    note: 'how far ten seconds of demand swing about the forecast path, beside the level: the path is already that of the busiest minute',
  },
  demandNoiseFadeS: {value: 100, unit: 's', ...ours, note: 'after which such a swing has faded to a third'},
  demandTimingS: {
    value: 120,
    unit: 's',
    ...ours,
    note: 'how much earlier or later the whole course comes, as a standard deviation',
  },
  userTimeoutS: {
    value: 10,
    unit: 's',
    ...ours,
    note: 'a request that waits longer is as good as lost: people and most programs have gone',
  },
  userRetryS: {value: 15, unit: 's', ...ours, note: 'after which those who were turned away try again, in the mean'},
  balancerHeadroomRatio: {
    value: 2,
    unit: 'ratio',
    ...ours,
    note: 'what a load balancer carries at once over what it carries now: AWS advises reserved LCUs where traffic doubles within five minutes',
  },
  cdnRefillS: {
    value: 300,
    unit: 's',
    ...ours,
    note: 'after which a cache that lost its pages has two thirds of them back',
  },
  allowedBadMinuteCount: {
    value: 3,
    unit: 'minutes',
    ...ours,
    note: 'that may miss the SLO in a window that counts as kept: the time in which somebody would only just have noticed',
  },
} as const satisfies Record<string, Fact>
