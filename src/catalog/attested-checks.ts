import {attested, type CheckFact} from './readiness-row.js'

/** Every check that a person answers for, by its id; weights are judgements of ours of 27 November 2026. */
export const attestedChecks = {
  'failover-tested': attested(
    'single-points',
    3,
    'Failover was tested',
    'applications hold connections to a database that is gone, until somebody has seen it',
  ),
  'schema-migration': attested(
    'change',
    4,
    'No schema migration is pending',
    'a migration locks tables for as long as they are large',
  ),
  'marketing-plan': attested(
    'people',
    3,
    'Marketing plan is confirmed',
    'a campaign that nobody told of is no part of the forecast',
  ),
  'aws-account-team': attested('people', 2, 'AWS account team is told', 'they can watch, and open doors'),
  'on-call': attested('people', 4, 'On-call roster is staffed', 'an alarm that wakes nobody is none'),
  runbook: attested('people', 3, 'Runbook is at hand', 'what to do is decided before, not at two in the morning'),
  rollback: attested('people', 3, 'Rollback was rehearsed', 'the way back is needed when there is no time to find it'),
  'freeze-agreed': attested(
    'people',
    2,
    'Freeze is agreed with all teams',
    'a freeze that a team has not heard of is none',
  ),
} as const satisfies Record<string, CheckFact>
