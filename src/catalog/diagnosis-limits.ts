import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-27'} as const
const latency = {
  source: 'https://repost.aws/knowledge-center/rds-latency-ebs-iops-bottleneck',
  checkedOn: '2026-11-27',
} as const

/** From where on a reading of a database says something. What AWS states carries its page; the rest is ours. */
export const diagnosisLimits = {
  ioTimeS: {value: 0.01, unit: 's', ...latency, note: 'reads and writes are expected to take less than 10 ms'},
  queuePerThousandIopsCount: {value: 1, unit: 'requests per 1,000 IOPS', ...latency},
  iopsFullRatio: {
    value: 0.9,
    unit: 'ratio',
    ...ours,
    note: 'of its limit: AWS promises 90 % of provisioned IOPS for 99 % of the time',
  },
  throughputFullRatio: {value: 0.9, unit: 'ratio', ...ours, note: 'of the limit in MiB/s, as for IOPS'},
  iopsRoomRatio: {value: 0.8, unit: 'ratio', ...ours, note: 'IOPS below this share of their limit did not hold it up'},
  cpuFullRatio: {
    value: 0.8,
    unit: 'ratio',
    ...ours,
    note: 'with more sessions on CPU than vCPUs; without Performance Insights 90 % is asked for',
  },
  cpuSureRatio: {value: 0.9, unit: 'ratio', ...ours, note: 'where CPUUtilization is all there is to go by'},
  cpuRoomRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'CPU that leaves no doubt that sessions wait for something else',
  },
  readGrowthRatio: {
    value: 1.3,
    unit: 'ratio',
    ...ours,
    note: 'reads a request, and reads a write, against the same hour of ordinary days; the shop needs the same pages, so the rest was no longer in memory',
  },
  scanGrowthRatio: {
    value: 2,
    unit: 'ratio',
    ...ours,
    note: 'size of a read against ordinary days: a scan or a dump, not pages that were pushed out',
  },
  workFallRatio: {
    value: 0.92,
    unit: 'ratio',
    ...ours,
    note: 'CPU and I/O a request against ordinary days: less of both while requests come in means that they wait inside',
  },
  connectionFullRatio: {
    value: 0.8,
    unit: 'ratio',
    ...ours,
    note: 'as connectionLimitRatio: deployments open before they close',
  },
  balanceLowRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'share of a burst bucket below which its end is computed',
  },
  balanceEmptyRatio: {
    value: 0.05,
    unit: 'ratio',
    ...ours,
    note: 'what is left of a burst bucket comes and goes within minutes',
  },
  balanceHorizonS: {
    value: 7200,
    unit: 's',
    ...ours,
    note: 'two hours: a bucket that lasts longer is named once it is lower',
  },
  memoryFreeRatio: {
    value: 0.25,
    unit: 'ratio',
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html',
    checkedOn: '2026-10-01',
    note: 'only beside other signs: a healthy MySQL has less free',
  },
  storageFreeRatio: {
    value: 0.15,
    unit: 'ratio',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html',
    checkedOn: '2026-04-13',
    note: 'RDS says to look into a volume that is 85 % full',
  },
  storageHorizonS: {
    value: 43_200,
    unit: 's',
    ...ours,
    note: 'twelve hours: a change of storage takes hours and locks the next one',
  },
  lagS: {
    value: 30,
    unit: 's',
    ...ours,
    note: 'a replica that is further behind and falls back shows customers old stock',
  },
  ioSizeMib: {
    value: 0.25,
    unit: 'MiB',
    source: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-io-characteristics.html',
    checkedOn: '2026-04-13',
    note: 'the most that one I/O of an SSD volume carries',
  },
  littleRatio: {value: 1.5, unit: 'ratio', ...ours, note: 'how far a queue may lie above IOPS × latency'},
  stretchS: {
    value: 900,
    unit: 's',
    ...ours,
    note: 'a cause has to hold for a quarter of an hour, or for the window where that is shorter',
  },
} as const satisfies Record<string, Fact>
