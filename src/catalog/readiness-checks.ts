import {automatic, type CheckFact, must} from './readiness-row.js'

/**
 * Every check that is made from what was read, by its id, in the order in which a report shows them. Groups follow the
 * event-readiness papers of AWS (Countdown, formerly Infrastructure Event Management); weights are judgements of ours of
 * 27 November 2026, and the config may set others.
 */
export const automaticChecks = {
  'capacity-p90': must(
    'capacity',
    15,
    'Limits in force cover P90',
    'a limit that the expected peak passes turns customers away, whatever else is in order',
  ),
  'plan-p90': must(
    'capacity',
    10,
    'Limits cover P90 with the plan applied',
    'a plan that does not carry the peak leaves nothing to apply',
  ),
  'zone-loss': automatic(
    'capacity',
    8,
    'Limits cover P50 with a zone lost',
    'a zone is lost seldom, and then the whole of it',
  ),
  'breach-risk': automatic(
    'capacity',
    4,
    'Chance of a breach is accepted',
    'all limits together break more often than each of them',
  ),
  'not-modelled': automatic('capacity', 5, 'Every tier is sized', 'what nothing sizes may break first'),
  'scheduled-minima': automatic(
    'capacity',
    6,
    'Scheduled minima are in place',
    'target tracking follows minutes after a launch',
  ),
  'schedule-end': automatic('capacity', 1, 'Scheduled minima have an end', 'a forgotten minimum costs money, no sales'),
  'schedule-conflicts': automatic(
    'capacity',
    4,
    'No schedule works against the plan',
    'an old scheduled action can lower a limit in the middle of the event',
  ),
  'predictive-mode': automatic(
    'capacity',
    2,
    'Predictive scaling is no part of the peak',
    'it learns from fourteen days, so it knows nothing of a yearly sale; it cannot lower a minimum either',
  ),
  'scale-out': automatic(
    'capacity',
    3,
    'What starting units lean on keeps up',
    'units that cannot start are units that are not there',
  ),
  'plan-findings': automatic(
    'capacity',
    5,
    'Nothing else is in the way of the plan',
    'what the plan warns of and no other check counts',
  ),
  quota: must('quotas', 10, 'Quotas carry the plan', 'AWS refuses what is above a quota, and a request takes days'),
  'quota-requests': automatic('quotas', 2, 'No quota request is open', 'a request that is not granted is no quota'),
  'instance-reservations': automatic(
    'supply',
    3,
    'Instances of the peak are reserved',
    'AWS promises instances to nobody who has not reserved them, and other shops peak on the same day',
  ),
  'instance-types': automatic(
    'supply',
    2,
    'Groups may start more than one type',
    'one type in one zone runs out before several do',
  ),
  'lcu-reservation': automatic(
    'supply',
    3,
    'The load balancer is scaled ahead',
    'it grows by itself, but not as fast as a launch',
  ),
  addresses: automatic('supply', 3, 'Subnets have addresses for the peak', 'a unit without an address does not start'),
  'database-cpu': automatic('data-tier', 6, 'Database CPU at the peak', 'a database grows by hand, and slowly'),
  'database-connections': automatic(
    'data-tier',
    6,
    'Database connections at the peak',
    'refused connections are errors at once, with no queue before them',
  ),
  'database-storage': automatic(
    'data-tier',
    4,
    'Database memory and storage at the peak',
    'a full volume stops all writes',
  ),
  'database-iops': automatic(
    'data-tier',
    5,
    'Database IOPS and throughput at the peak',
    'a slow volume slows every request, and its change takes hours',
  ),
  'maintenance-window': automatic(
    'data-tier',
    4,
    'No maintenance inside the event',
    'pending maintenance restarts a database in its window',
  ),
  'backup-window': automatic(
    'data-tier',
    2,
    'No backup inside the event',
    'a backup of a Single-AZ instance takes I/O from it',
  ),
  'pending-changes': automatic(
    'data-tier',
    2,
    'No database change is pending',
    'what AWS holds back happens at a time that nobody chose',
  ),
  replicas: automatic(
    'data-tier',
    3,
    'Replicas can take over and keep up',
    'a replica that lags or is smaller is no replacement',
  ),
  zones: automatic('single-points', 5, 'Units in two zones at least', 'what lies in one zone is lost with it'),
  'zone-spread': automatic(
    'single-points',
    2,
    'Units are spread evenly',
    'a lost zone takes more than its share where most units lie in it',
  ),
  'multi-az': automatic(
    'single-points',
    5,
    'Databases have a standby',
    'a Single-AZ database is restored from a backup, which takes hours',
  ),
  'nat-gateways': automatic(
    'single-points',
    3,
    'NAT gateways in two zones at least',
    'with its zone every private subnet loses the way out: payment, mail, images of tasks',
  ),
  'load-test-age': automatic('load-test', 4, 'Load tests are fresh', 'software changes faster than its load tests'),
  'load-test-deploy': automatic('load-test', 3, 'No deployment since the load test', 'the figure is of another build'),
  'load-test-reach': automatic(
    'load-test',
    5,
    'Load tests reach the peak',
    'what binds between the test and the peak was never seen',
  ),
  'load-test-type': automatic(
    'load-test',
    2,
    'Tests ran on the type in use',
    'a unit of another type carries another load',
  ),
  'alarms-cpu': automatic('health', 2, 'Alarms on CPU', 'the first sign that a tier is too small'),
  'alarms-memory': automatic('health', 1, 'Alarms on memory', 'memory ends suddenly, but is seldom what a sale needs'),
  'alarms-iops': automatic('health', 2, 'Alarms on IOPS and disk queue', 'a full volume shows as slow pages only'),
  'alarms-max': automatic('health', 3, 'Alarms on maximum reached', 'a group at its maximum says nothing by itself'),
  'alarms-5xx': automatic('health', 3, 'Alarms on 5xx', 'it is what customers see'),
  'alarms-data': automatic(
    'health',
    2,
    'Alarms have data and tell somebody',
    'an alarm without data or without a receiver is none',
  ),
  drift: automatic('change', 4, 'Nothing drifted since the apply', 'a stack update can put back what was applied'),
  freeze: automatic('change', 2, 'A freeze covers the event', 'most outages begin with a change'),
  temporary: automatic(
    'change',
    2,
    'Earlier events are taken back',
    'what was raised for another event costs on, and hides what rests below it',
  ),
  'data-gaps': automatic('data', 3, 'History without gaps', 'a gap hides a peak'),
  'data-age': automatic(
    'data',
    4,
    'Newest data is fresh',
    'a forecast from old data does not know how the season began',
  ),
  backtest: automatic(
    'data',
    3,
    'The forecast met past events',
    'a method that missed the last events may miss this one',
  ),
  'p90-coverage': automatic('data', 3, 'P90 held past events', 'a P90 that past events passed is too low'),
} as const satisfies Record<string, CheckFact>

export type AutomaticCheckId = keyof typeof automaticChecks

/** What a must that fails leaves of the score at most: a judgement of ours, one below the pass mark of 60. */
export const readinessCap = {
  value: 59,
  unit: 'points',
  source: 'judgement',
  checkedOn: '2026-11-27',
  note: 'a shop whose peak does not fit is not ready, however much else is in order',
} as const
