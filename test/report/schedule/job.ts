import {makePolicy} from '../../../src/core/iam/make-policy.js'
import {readSchedule, utcSchedule} from '../../../src/core/schedule/read-schedule.js'
import {notifySchema} from '../../../src/documents/config-notify.js'
import type {JobView} from '../../../src/report/schedule/job-view.js'
import {cornerConfig} from '../../aws/corner-shop.js'

const config = {
  ...cornerConfig,
  notify: [notifySchema.parse({kind: 'slack', url: 'ssm:/shop/slack'})],
  report: {...cornerConfig.report, metrics: true},
}

/** A scheduled report of the corner shop: every hour in New York, with its alarm, unless told. */
export function jobView(given: Partial<JobView> & {cron?: string; timezone?: string} = {}): JobView {
  const {cron = '23 * * * *', timezone = 'America/New_York', ...rest} = given
  const schedule = readSchedule(cron, timezone)
  return {
    version: '1.0.0',
    service: 'corner',
    account: '123456789012',
    region: 'us-east-1',
    schedule,
    utc: utcSchedule(schedule, '2026-11-23T00:00:00Z'),
    policies: [makePolicy({purpose: 'report', config, isScoped: true})],
    image: '123456789012.dkr.ecr.us-east-1.amazonaws.com/ecom-plan:1.0.0',
    repository: 'acme/shop',
    alarm: {service: 'corner', periodS: 3600, periodCount: 6},
    withDockerfile: true,
    ...rest,
  }
}

export const places = {
  node: '/opt/node 24/bin/node',
  script: '/opt/100%/bin/run.js',
  folder: "/srv/shop's",
  machineZone: 'UTC',
}
