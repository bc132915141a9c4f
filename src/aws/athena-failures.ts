import {PlanError} from '../errors.js'

type Ended = {queryId: string; reason: string}

/** ATHENA_OUTPUT_MISSING: neither the command nor the workgroup says where results go. */
export function noOutput({workgroup}: {workgroup: string}, cause: Error): PlanError {
  return new PlanError(
    'aws',
    'ATHENA_OUTPUT_MISSING',
    `the workgroup ${workgroup} has no place for the results of its queries`,
    {
      suggestions: [
        '--athena-output s3://YOUR-BUCKET/athena-results/',
        '--athena-workgroup NAME of one that has an output location: aws athena list-work-groups',
      ],
      cause,
    },
  )
}

/** ATHENA_WORKGROUP_MISSING: there is no workgroup of that name. */
export function workgroupMissing({workgroup}: {workgroup: string}, cause: Error): PlanError {
  return new PlanError('aws', 'ATHENA_WORKGROUP_MISSING', `there is no workgroup ${workgroup} in Athena here`, {
    suggestions: ['aws athena list-work-groups', '--athena-workgroup primary'],
    cause,
  })
}

const reasons: readonly [pattern: RegExp, next: (reason: string) => string][] = [
  [
    /Access ?Denied|not authorized|Insufficient permissions|Forbidden|Status Code: 403/i,
    () => 'allow s3:GetObject and s3:ListBucket on the logs, s3:PutObject on the output, and glue:GetTable',
  ],
  [
    /(database|schema).*(not (be )?found|does not exist)|SCHEMA_NOT_FOUND/i,
    () => '--athena-database NAME of one that is there: aws glue get-databases',
  ],
  [/NoSuchBucket|bucket does not exist/i, () => 'correct the bucket in --path: aws s3 ls'],
  [/PermanentRedirect|in this region/i, () => 'run it in the Region of the bucket: aws.region in ecom-plan.yaml'],
  [/timeout|Query exhausted|limit|exceeded/i, () => 'narrow --since and --until, and run it for each part'],
]

/** ATHENA_FAILED: the query ended in Athena; the reason is Athena's own. */
export function failed({queryId, reason}: Ended): PlanError {
  const known = reasons.find(([pattern]) => pattern.test(reason))
  return new PlanError('aws', 'ATHENA_FAILED', `the query ${queryId} failed in Athena: ${short(reason)}`, {
    suggestions: [...(known === undefined ? [] : [known[1](reason)]), look(queryId)],
  })
}

/** ATHENA_CANCELLED: someone, or a limit on what may be scanned, stopped the query. */
export function cancelled({queryId, reason}: Ended): PlanError {
  return new PlanError('aws', 'ATHENA_CANCELLED', `the query ${queryId} was cancelled in Athena: ${short(reason)}`, {
    suggestions: ['look for a limit of bytes scanned in the workgroup', look(queryId)],
  })
}

/** ATHENA_SLOW: the query runs longer than anyone waits. */
export function stillRunning({queryId, waitedMs}: {queryId: string; waitedMs: number}): PlanError {
  const minutes = Math.round(waitedMs / 60_000)
  return new PlanError('aws', 'ATHENA_SLOW', `the query ${queryId} is not done after ${minutes} minutes`, {
    suggestions: [`aws athena stop-query-execution --query-execution-id ${queryId}`, 'narrow --since and --until'],
  })
}

const look = (queryId: string) => `aws athena get-query-execution --query-execution-id ${queryId}`
/** The first line; what follows is a stack, or a pointer to the place of partial results. */
const short = (reason: string) => (reason.split('\n')[0] ?? '').slice(0, 300)
