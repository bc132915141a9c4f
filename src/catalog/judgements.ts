import {clusterJudgements} from './cluster-judgements.js'
import {databaseJudgements} from './database-judgements.js'
import {dateJudgements} from './date-judgements.js'
import type {Fact} from './fact.js'
import {frontJudgements} from './front-judgements.js'
import {simulationJudgements} from './simulation-judgements.js'
import {startJudgements} from './start-judgements.js'

const ours = {source: 'judgement', checkedOn: '2026-11-24'} as const

/** House defaults that nobody can cite. Each can be set in the config, and a plan prints each one it used. */
export const judgements = {
  ...clusterJudgements,
  ...databaseJudgements,
  ...frontJudgements,
  ...startJudgements,
  ...simulationJudgements,
  cpuLimitRatio: {
    value: 0.85,
    unit: 'ratio',
    ...ours,
    note: 'CPU of an application unit up to which its response times still follow the load test; beyond it, waiting grows much faster than load',
  },
  databaseCpuLimitRatio: {
    value: 0.75,
    unit: 'ratio',
    ...ours,
    note: 'RDS guidance speaks of 70 to 80 % and a database is slow to grow, so we plan in the middle',
  },
  databaseMemoryLimitRatio: {
    value: 0.9,
    unit: 'ratio',
    ...ours,
    note: 'share of memory in use, so 10 % stays freeable: the CloudWatch advice of 25 % free would fail a healthy MySQL, whose buffer pool alone takes 75 %',
  },
  connectionLimitRatio: {
    value: 0.8,
    unit: 'ratio',
    ...ours,
    note: 'a deployment or a retry storm opens connections before it closes the old ones',
  },
  iopsLimitRatio: {
    value: 0.85,
    unit: 'ratio',
    ...ours,
    note: 'AWS promises 90 % of provisioned IOPS for 99 % of the time, and minutes hide busier seconds',
  },
  throughputLimitRatio: {
    value: 0.85,
    unit: 'ratio',
    ...ours,
    note: 'as for IOPS: minutes hide busier seconds',
  },
  storageFreeRatio: {
    value: 0.15,
    unit: 'ratio',
    ...ours,
    note: 'free at the end of the event: RDS says to look into a volume that is 85 % full',
  },
  diskQueuePerThousandIopsCount: {
    value: 1,
    unit: 'requests per 1,000 IOPS',
    ...ours,
    note: 'the EBS User Guide aims at a queue of 1 per 1,000 provisioned IOPS; taking it for the alarm line of an RDS volume is ours',
  },
  eventSpreadRatio: {
    value: 0.065,
    unit: 'ratio',
    ...ours,
    note: 'log-scale spread of an uplift from one occurrence to the next, before any was compared; chosen on the development half of our backtest',
  },
  eventSpreadPerUpliftRatio: {
    value: 0.06,
    unit: 'ratio',
    ...ours,
    note: 'further spread for each unit of log uplift, since large events vary more; chosen on the same backtest',
  },
  eventFreedomCount: {
    value: 3,
    unit: 'degrees of freedom',
    ...ours,
    note: 'of an uplift that a person gave as a factor; low, so the quantiles keep heavy tails',
  },
  levelSpreadRatio: {
    value: 0.1,
    unit: 'ratio',
    ...ours,
    note: 'log-scale error of the ordinary level at the lead time, where the history is too short to measure it',
  },
  peakToMeanRatio: {
    value: 1.3,
    unit: 'ratio',
    ...ours,
    note: 'busiest minute over the mean of its hour, where no minutes are kept: public series show 1.15 to 1.58 in their busiest hours, the larger sites less',
  },
  recencyRatio: {
    value: 0.8,
    unit: 'ratio',
    ...ours,
    note: 'weight of an occurrence against the one a year later: customers and shop change; chosen on the development half of our backtest',
  },
  censoredSpreadRatio: {
    value: 0.15,
    unit: 'ratio',
    ...ours,
    note: 'log-scale spread that an occurrence which ran into its own limit adds, times its share of the weight: how many were turned away was never counted',
  },
  driverElasticityRatio: {
    value: 0.12,
    unit: 'ratio',
    ...ours,
    note: 'log uplift for each unit of the logarithm of a driver (marketing spend, email sends) before its own past is heard: the mean of 872 published short-term elasticities of sales to advertising (Sethuraman, Tellis and Briesch, 2011); that visits follow as sales do, and other drivers as advertising does, is our guess',
  },
  driverElasticitySpreadRatio: {
    value: 0.15,
    unit: 'ratio',
    ...ours,
    note: 'how far the elasticity of one driver of one shop may lie from that mean, as a standard deviation: a guess, wide enough to reach from none to twice the mean, since about half of those published cannot be told from none',
  },
  plateauScatterRatio: {
    value: 0.4,
    unit: 'ratio',
    ...ours,
    note: 'traffic stood still where its busiest 40 minutes scatter less than this share of what they usually do: of eight values with plain noise under 1 in 100 does',
  },
  limitErrorRatio: {
    value: 0.01,
    unit: 'ratio',
    ...ours,
    note: 'share of requests answered with 5xx from which a peak hour counts as turning people away: a healthy shop stays well below, also in a sale',
  },
  resentRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'share of requests answered with 5xx that are sent again: programs and impatient people try again, pictures, beacons and those who leave do not',
  },
  launchRampS: {
    value: 600,
    unit: 's',
    ...ours,
    note: 'from a launch until nine tenths of its crowd are there, where no minutes of a past launch were kept: people act on one message or one clock, not within one second',
  },
  disagreementWarnRatio: {
    value: 0.25,
    unit: 'ratio',
    ...ours,
    note: 'load test and production that differ by more have most likely measured different software or traffic',
  },
  capacitySpreadRatio: {
    value: 0.05,
    unit: 'ratio',
    ...ours,
    note: 'log-scale spread of what a unit carries between two honest measurements of one build: repeated load tests of one machine differ by some percent',
  },
  extrapolatedSpreadRatio: {
    value: 0.1,
    unit: 'ratio',
    ...ours,
    note: 'further log-scale spread of a capacity that no measurement reaches: what binds first up there was never seen',
  },
  extrapolationWarnRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'a capacity that no measurement reaches is warned of where the P99 peak takes more than this share of it',
  },
  tightRatio: {
    value: 0.8,
    unit: 'ratio',
    ...ours,
    note: 'share of a limit above which it is called tight: what is left is about the error of a good forecast',
  },
  mysqlMemoryReserveRatio: {
    value: 0.08,
    unit: 'ratio',
    ...ours,
    note: 'memory withheld from DBInstanceClassMemory: RDS gives about 630 connections at 8 GiB where the whole memory would give 683',
  },
  planValidS: {
    value: 604_800,
    unit: 's',
    ...ours,
    note: 'seven days: after that both the traffic and the estate have moved on',
  },
  loadTestFreshS: {
    value: 2_592_000,
    unit: 's',
    ...ours,
    note: 'thirty days: most shops have deployed several times since',
  },
  quotaLeadTimeS: {
    value: 259_200,
    unit: 's',
    ...ours,
    note: 'three days for a quota request that a person at AWS reads',
  },
  classChangeLeadTimeS: {
    value: 1800,
    unit: 's',
    ...ours,
    note: 'half an hour from the order to the new class with Multi-AZ: AWS publishes no figure',
  },
  storageChangeLeadTimeS: {
    value: 86_400,
    unit: 's',
    ...ours,
    note: 'storage optimization takes hours and grows with the volume; a day before the event leaves room for one retry',
  },
  failoverDowntimeS: {
    value: 120,
    unit: 's',
    ...ours,
    note: 'the upper end of the 60 to 120 s that AWS calls typical of a Multi-AZ failover',
  },
  ...dateJudgements,
  staleFactS: {
    value: 15_552_000,
    unit: 's',
    ...ours,
    note: '180 days: AWS raises limits such as those of gp3 about once a year',
  },
} as const satisfies Record<string, Fact>

export type JudgementName = keyof typeof judgements
