import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-26'} as const

/** When doctor calls something stale, close to its end or apart. */
export const healthLimits = {
  clockOffsetS: {
    value: 300,
    unit: 's',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html',
    checkedOn: '2026-11-26',
    note: 'a request must reach AWS within five minutes of the time in its signature',
  },
  dataStaleS: {
    value: 7200,
    unit: 's',
    ...ours,
    note: 'two hours: CloudFront and load balancers report within minutes, and a quiet night has requests all the same',
  },
  csvStaleS: {
    value: 604_800,
    unit: 's',
    ...ours,
    note: 'seven days, as long as a plan is valid: where files are the only source, somebody has to export them',
  },
  gapS: {
    value: 900,
    unit: 's',
    ...ours,
    note: 'a quarter of an hour without one request: shorter stretches happen at night in a small shop',
  },
  credentialsEndS: {
    value: 1800,
    unit: 's',
    ...ours,
    note: 'half an hour: a first pull of a large shop takes a good part of it',
  },
  retentionNoticeS: {
    value: 432_000,
    unit: 's',
    ...ours,
    note: 'five days before minutes leave CloudWatch: time for the next weekly pull to fail once',
  },
} as const satisfies Record<string, Fact>
