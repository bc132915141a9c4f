import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-27'} as const

/** House defaults of the database models that nobody can cite; part of `judgements`. */
export const databaseJudgements = {
  burstBalanceStartRatio: {
    value: 0.5,
    unit: 'ratio',
    ...ours,
    note: 'of a full burst balance of an EBS-optimized class or a gp2 volume when the window opens, where CloudWatch does not show it: AWS promises one full half hour a day, and a backup or the evening before may have spent it',
  },
  databaseExtrapolationSpreadRatio: {
    value: 0.15,
    unit: 'ratio',
    ...ours,
    note: 'log-scale spread of what a database does beyond the busiest rate that was measured, for each unit of the logarithm beyond it: caches, queues and locks bend upward, and nothing measured them',
  },
  workingSetMemoryRatio: {
    value: 2,
    unit: 'ratio',
    ...ours,
    note: 'memory that a class needs where the working set has outgrown the present one: the R families have twice that of M; AWS says to go on until ReadIOPS no longer falls',
  },
  replicaLeadTimeS: {
    value: 86_400,
    unit: 's',
    ...ours,
    note: 'a day from the order of a read replica to reads from it: snapshot, restore, blocks that are fetched when first read, and catching up; AWS publishes no figure',
  },
} as const satisfies Record<string, Fact>
