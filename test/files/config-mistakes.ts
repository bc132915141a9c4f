/** A config with nothing wrong in it. */
export const good = `schema: ecom-plan.config/v1
service: shop
timezone: America/New_York
aws:
  account: '123456789012'
  region: us-east-1
demand:
  level: origin
  sources:
    - kind: csv
      path: traffic.csv
slo: {p95ResponseTime: 400ms, errorRatio: 0.1%}
events:
  - id: bf
    catalog: black-friday
tiers:
  web:
    kind: asg
    resource: shop-web
  checkout:
    kind: ecs
    resource: shop/checkout
    pool: {database: orders, size: 15}
  orders:
    kind: rds
    resource: shop-orders
loadTests:
  - {path: loadtests, tier: web, units: 6}
judgements:
  cpuLimitRatio: 0.8
`

/** What was changed, from, to, the place, and what the message must say. */
export const mistakes: [string, string, string, string, string[]][] = [
  [
    'a misspelt kind lists the kinds',
    'kind: asg',
    'kind: asgg',
    '18:11',
    ['one of asg, ecs, rds, aurora, rds-cluster, dependency', 'Did you mean asg?'],
  ],
  [
    'a key that is like no other lists the keys',
    'service: shop',
    'service: shop\nflavour: sweet',
    '3:1',
    ['Allowed here: apply, applyStore, archive, aws, azLoss, business'],
  ],
  [
    'a missing key is placed at its parent',
    '  region: us-east-1\n',
    '',
    '4:1',
    ['aws.region: is missing', 'Add region'],
  ],
  [
    'an account without quotes',
    "'123456789012'",
    '012345678901',
    '5:12',
    ['expected the 12-digit account id in quotes'],
  ],
  [
    'a text that YAML reads as a number',
    'service: shop',
    'service: 42',
    '2:10',
    ['expected text, found a number 42', 'Put it in quotes'],
  ],
  ['a duration without its unit', '400ms', '400', '12:24', ['400: expected a duration such as 400ms']],
  ['a share out of range', 'slo:', 'targetUtilization: 80\nslo:', '12:20', ['80', '1']],
  ['an unknown zone', 'America/New_York', 'America/New_Yorc', '3:11', ['expected an IANA time zone']],
  ['a zone of the machine is none', 'America/New_York', 'Local', '3:11', ['expected an IANA time zone']],
  [
    'an uplift of neither kind',
    'catalog: black-friday',
    'catalog: black-friday\n    uplift: {factr: 2, why: x}',
    '16:14',
    ['Did you mean factor?'],
  ],
  ['an event without a day', 'catalog: black-friday', 'launches: []', '14:5', ['expected catalog', 'or date']],
  ['a date that no calendar has', 'catalog: black-friday', 'date: 2026-02-30', '15:11', ['"2026-02-30" is not a date']],
  ['an empty value', 'path: traffic.csv', 'path:', '11:7', ['has no value']],
  ['another version of the config', 'config/v1', 'config/v9', '1:9', ['expected ecom-plan.config/v1']],
  ['a name that a tier may not have', '  web:', '  Web_1:', '17:3', ['tiers.Web_1']],
  ['a key twice', 'service: shop', 'service: shop\nservice: shop2', '3:1', ['service is there twice']],
  ['indentation that is no YAML', '  region:', '\tregion:', '6:1', ['not YAML']],
  [
    'a bracket that is never closed',
    '{path: loadtests, tier: web, units: 6}',
    '{path: loadtests',
    '29:1',
    ['not YAML'],
  ],
  [
    'a load test of no tier',
    'tier: web',
    'tier: wed',
    '28:29',
    ['there is no asg or ecs tier wed', 'Did you mean web?'],
  ],
  [
    'a load test of a database',
    'tier: web',
    'tier: orders',
    '28:29',
    ['no asg or ecs tier orders', 'There are: web, checkout'],
  ],
  [
    'a pool of no database',
    'database: orders',
    'database: order',
    '23:22',
    ['no database tier order', 'Did you mean orders?'],
  ],
  ['an event twice', 'tiers:', '  - {id: bf, catalog: cyber-monday}\ntiers:', '16:10', ['event bf is there twice']],
  [
    'an event that the calendar has not',
    'black-friday',
    'blakc-friday',
    '15:14',
    ['no catalog event blakc-friday', 'Did you mean black-friday?'],
  ],
  ['the edge without a CDN', 'level: origin', 'level: edge', '8:10', ['need cdn', 'write level: origin']],
  [
    'CloudWatch without a load balancer',
    'kind: csv\n      path: traffic.csv',
    'kind: cloudwatch',
    '9:3',
    ['needs loadBalancer'],
  ],
  [
    'an exclusion that ends before it begins',
    'slo:',
    '  exclude: [{from: 2026-03-02T14:00:00Z, to: 2026-03-02T13:00:00Z, why: x}]\nslo:',
    '12:46',
    ['is not after from'],
  ],
  [
    'a window that ends before it begins',
    'catalog: black-friday',
    'catalog: black-friday\n    window: {start: 6h, end: 2h}',
    '16:13',
    ['start is not before end'],
  ],
  [
    'an earlier date that is later',
    'catalog: black-friday',
    'date: 2026-12-10\n    previous: [2027-01-01]',
    '16:15',
    ['2027-01-01 is not before'],
  ],
  [
    'an event like one that does not exist',
    'catalog: black-friday',
    'catalog: black-friday\n    like: {event: cybermonday}',
    '16:19',
    ['events.0.like.event: there is no event cybermonday', 'Did you mean cyber-monday?'],
  ],
  [
    'an event like itself, by the name of the calendar',
    'catalog: black-friday',
    'catalog: black-friday\n    like: {event: bf}',
    '16:19',
    ['expected another event than itself'],
  ],
  [
    'a censored date on which the event was not',
    'catalog: black-friday',
    'catalog: black-friday\n    censored: [2025-11-27]',
    '16:16',
    ['events.0.censored.0: there is no past date of bf 2025-11-27', 'Did you mean 2025-11-28?'],
  ],
  [
    'a censored date of an event without a past',
    'catalog: black-friday',
    'date: 2026-11-27\n    censored: [2025-11-28]',
    '16:16',
    ['There is no past date of bf at all'],
  ],
  [
    'a censored date that is the event itself',
    'catalog: black-friday',
    'date: 2026-11-27\n    previous: [2025-11-28]\n    censored: [2026-11-27]',
    '17:16',
    ['2026-11-27 is not before the event itself'],
  ],
  [
    'a forecast of the business for an event that the config does not have',
    'slo:',
    'business: {requestsPerSession: 40, forecast: {event: bff, sessionsPerHour: 5}}\nslo:',
    '12:54',
    ['business.forecast.event: there is no event bff', 'Did you mean bf?'],
  ],
  [
    'forecasts of the business, one of them for no event',
    'slo:',
    'business: {requestsPerSession: 40, forecast: [{event: bf, sessionsPerHour: 5}, {event: cm, sessionsPerHour: 5}]}\nslo:',
    '12:88',
    ['business.forecast.1.event: there is no event cm', 'There are: bf'],
  ],
  [
    'a forecast of the business that does not say of which event',
    'slo: {p95ResponseTime: 400ms, errorRatio: 0.1%}\nevents:',
    'slo: {p95ResponseTime: 400ms, errorRatio: 0.1%}\nbusiness: {requestsPerSession: 40, forecast: {sessionsPerHour: 5}}\nevents:\n  - {id: own, date: 2026-11-01}',
    '13:36',
    ['several events', 'One of own, bf'],
  ],
  [
    'bots that are blocked by nothing',
    'level: origin',
    "level: origin\n  bots: {blockedBy: ''}",
    '9:21',
    ['demand.bots.blockedBy'],
  ],
  [
    'a pool at the tier itself',
    'database: orders',
    'database: checkout',
    '23:22',
    ['checkout names itself as its database', 'orders'],
  ],
  [
    'a lever for no tier',
    'slo:',
    'levers: [{id: lean, saves: {wbe: 30%}}]\nslo:',
    '12:29',
    ['levers.0.saves.wbe: there is no tier wbe', 'Did you mean web?'],
  ],
  ['a lever that spares nothing', 'slo:', 'levers: [{id: lean, saves: {web: 0}}]\nslo:', '12:34', ['spares nothing']],
  ['no risk at all', 'slo:', 'riskTarget: 0%\nslo:', '12:13', ['no plan is without risk']],
  ['a risk of four in five', 'slo:', 'riskTarget: 80%\nslo:', '12:13', ['at most 50%']],
  ['no headroom', 'slo:', 'targetUtilization: 120%\nslo:', '12:20', ['there is no headroom']],
  ['negative headroom', 'slo:', 'targetUtilization: -20%\nslo:', '12:20', ['expected a share such as 80%']],
  ['a discount of more than all', 'slo:', 'costs: {discountRatio: 120%}\nslo:', '12:24', ['at most 100%']],
  [
    'a freeze that ends before it starts',
    'slo:',
    "freeze: ['2026-12-01T12:00/2026-11-26T12:00']\nslo:",
    '12:10',
    ['the start of the freeze before its end'],
  ],
  [
    'a shift to nothing',
    'resource: shop-web',
    'resource: shop-web\n    eventShift: 0',
    '20:17',
    ['a factor of 0.1 to 10'],
  ],
  [
    'a negative number of calls',
    'resource: shop-web',
    'resource: shop-web\n    scaleOut: {parameterStore: -3}',
    '20:32',
    ['0 or more'],
  ],
  [
    'a cache that answers more than everything',
    'slo:',
    'cdn: {distribution: E1, hitRatio: 150%}\nslo:',
    '12:35',
    ['expected a share below 100%'],
  ],
  ['errors allowed of more than all', 'errorRatio: 0.1%', 'errorRatio: 200%', '12:43', ['expected a share below 100%']],
  ['a judgement that is none', 'cpuLimitRatio', 'cpuLimitRation', '30:3', ['Did you mean cpuLimitRatio?']],
  ['an alias of nothing', 'service: shop', 'service: *shop', '2:10', ['*shop refers to no &shop']],
]
