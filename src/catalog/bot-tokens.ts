/**
 * Parts of a user agent that mark a program and not a shopper, in lower case. A judgement: an honest crawler names
 * itself with one of these, a dishonest one looks like a browser and is counted as one.
 */
export const botTokens = {
  value: [
    'bot',
    'crawler',
    'spider',
    'slurp',
    'curl/',
    'wget/',
    'python-requests',
    'python-urllib',
    'aiohttp',
    'go-http-client',
    'java/',
    'apachebench',
    'headlesschrome',
    'phantomjs',
    'scrapy',
    'facebookexternalhit',
    'pingdom',
    'uptime',
    'monitor',
    'lighthouse',
    'k6/',
    'jmeter',
    'locust',
  ],
  /** A phone maker whose name holds a token. */
  except: 'cubot',
  source: 'judgement',
  checkedOn: '2026-11-24',
  note: 'what names itself a bot, crawler, script, uptime check or load generator; okhttp and an empty user agent are left as shoppers, since mobile apps send them',
} as const
