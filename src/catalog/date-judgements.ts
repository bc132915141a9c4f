import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-27'} as const

/** How long steps take and how far ahead they are wanted, where AWS publishes no figure. Part of the judgements. */
export const dateJudgements = {
  fullCopyLeadTimeS: {
    value: 172_800,
    unit: 's',
    ...ours,
    note: 'growing a volume past 400 GiB copies everything to four: hours that grow with the data, and two days leave room for one retry',
  },
  singleZoneChangeS: {
    value: 600,
    unit: 's',
    ...ours,
    note: 'without a standby the instance is away while it changes its class: AWS says minutes, we plan with ten',
  },
  standbyLeadTimeS: {
    value: 86_400,
    unit: 's',
    ...ours,
    note: 'to add a standby: its copy takes minutes to hours and slows writes, so it wants a quiet night of its own',
  },
  blueGreenLeadTimeS: {
    value: 259_200,
    unit: 's',
    ...ours,
    note: 'three days to copy, load lazily, warm up and test the green side: AWS publishes no figure',
  },
  blueGreenKeepS: {
    value: 86_400,
    unit: 's',
    ...ours,
    note: 'a day for which the old side is kept after the switch, to compare with',
  },
  clusterLeadTimeS: {
    value: 604_800,
    unit: 's',
    ...ours,
    note: 'a week to move to a Multi-AZ cluster: it is another database, which is filled, tested and switched to',
  },
  readerLeadTimeS: {
    value: 3600,
    unit: 's',
    ...ours,
    note: 'an hour until a new Aurora reader is there and its cache is warm: AWS publishes no figure',
  },
  replicaLeadTimeS: {
    value: 14_400,
    unit: 's',
    ...ours,
    note: 'four hours until a read replica is restored and has caught up: it grows with the data and the writes',
  },
  routeDowntimeS: {
    value: 900,
    unit: 's',
    ...ours,
    note: 'the longest that a database may be away, at a quiet hour days before, for the sake of a cheaper route',
  },
  reservationAheadS: {
    value: 86_400,
    unit: 's',
    ...ours,
    note: 'an immediate Capacity Reservation a day before: where AWS refuses it, another type or zone can still be tried',
  },
  paidAheadS: {
    value: 86_400,
    unit: 's',
    ...ours,
    note: 'what costs from the minute it is made is made a day before it is needed: time to see that it works, and to do it again',
  },
  startSpreadS: {
    value: 60,
    unit: 's',
    ...ours,
    note: 'instances that were ordered together start their application within about a minute of each other',
  },
} as const satisfies Record<string, Fact>
