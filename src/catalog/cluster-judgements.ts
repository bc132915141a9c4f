import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-27'} as const

/** House defaults of the models of clusters that nobody can cite; part of `judgements`. */
export const clusterJudgements = {
  auroraMemoryLimitRatio: {
    value: 0.95,
    unit: 'ratio',
    ...ours,
    note: 'share of an Aurora instance’s memory in use: CloudWatch’s recommended alarms ask for about 5 % freeable on Aurora, which has no file cache to feed',
  },
  acuLimitRatio: {
    value: 0.9,
    unit: 'ratio',
    ...ours,
    note: 'share of the maximum ACU that is planned for: AWS only says to keep ACUUtilization below 100 %, and a database at its maximum cannot grow into a busier minute',
  },
  acuHeadStartRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'minimum ACU for the window as a share of what the peak needs, so that a database has to double at most: AWS says that one scales up faster the more it has, and gives no rate',
  },
  acuChangeLeadTimeS: {
    value: 900,
    unit: 's',
    ...ours,
    note: 'a new range of ACU holds within minutes; the rest is for the restart that a higher max_connections waits for',
  },
  addReaderLeadTimeS: {
    value: 600,
    unit: 's',
    ...ours,
    note: 'ten minutes until a new Aurora reader answers: AWS says less than ten for an instance that it makes anew; its cache is still cold',
  },
  auroraFailoverDowntimeS: {
    value: 60,
    unit: 's',
    ...ours,
    note: 'the upper end of what AWS calls typical of an Aurora failover to a reader: less than 60 s, often less than 30 s',
  },
  auroraRebuildDowntimeS: {
    value: 600,
    unit: 's',
    ...ours,
    note: 'where a cluster has no reader Aurora makes a new writer, typically in less than ten minutes, says AWS',
  },
  standbyLagLimitS: {
    value: 10,
    unit: 's',
    ...ours,
    note: 'replica lag of a Multi-AZ DB cluster from which on it is told: the readers replay what the writer commits and are usually a second or less behind',
  },
} as const satisfies Record<string, Fact>
