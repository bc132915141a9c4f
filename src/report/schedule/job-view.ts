import type {IamPolicy} from '../../documents/iam-policy.js'
import type {JobSchedule, UtcSchedule} from '../../documents/job-schedule.js'

/** The alarm on missing metrics: after `periodCount` periods of `periodS` seconds without any. */
export type AlarmView = {service: string; periodS: number; periodCount: number}

/** A scheduled report, as each target is made from it. Texts are as they are, and escaped by each. */
export type JobView = {
  /** Of ecom-plan, for what installs it. */
  version: string
  service: string
  account: string
  region: string
  schedule: JobSchedule
  utc: UtcSchedule
  /** What report may do; more than one where one would be too long. */
  policies: readonly IamPolicy[]
  image: string
  /** `owner/name` of the repository of code; null where it was not told. */
  repository: string | null
  /** Null where no alarm was asked for. */
  alarm: AlarmView | null
  withDockerfile: boolean
}

export const jobName = 'ecom-plan-report'
/** What the job runs. Cadence is in the config, so that the job runs often and decides by itself. */
export const jobArguments = ['report', '--when', 'due', '--require-notify'] as const

const ecr =
  /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z0-9._/-]+?)(?::[\w.-]+)?(?:@sha256:[a-f0-9]{64})?$/

/** Account, Region and name of the repository of ECR that an image lies in; null where it lies elsewhere. */
export function ecrRepository(image: string): {account: string; region: string; name: string} | null {
  const [, account, region, name] = ecr.exec(image) ?? []
  return account === undefined || region === undefined || name === undefined ? null : {account, region, name}
}

/** A Dockerfile of the job's image: ecom-plan, the config and what lies beside it, and no more rights than it needs. */
export function dockerfile({version}: Pick<JobView, 'version'>): string[] {
  return [
    'FROM node:24-slim',
    `RUN npm install --global ecom-plan@${version} && mkdir /shop && chown node:node /shop`,
    'WORKDIR /shop',
    '# Beside the config lie the files that it names; leave secrets out: they are read from where notify points.',
    'COPY --chown=node:node ecom-plan.yaml ./',
    'USER node',
    'ENTRYPOINT ["ecom-plan"]',
    `CMD ${JSON.stringify(jobArguments)}`,
  ]
}

/** Lines as comments, under a heading. */
export function commented(heading: string, lines: readonly string[]): string[] {
  return ['', heading, ...lines].map((line) => (line === '' ? '#' : `# ${line}`))
}
