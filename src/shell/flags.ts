import {Flags} from '@oclif/core'
import type {AssumedDemand} from '../core/what-if/assume-demand.js'
import {PlanError} from '../errors.js'
import {awsFlags} from './aws-flags.js'

/** A UTC time, or a local one with its offset: anything else would mean a different moment on each machine. */
function parseTime(text: string): string {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const isDate = /^\d{4}-\d\d-\d\d$/.test(text)
  const ms = Date.parse(isDate ? `${text}T00:00:00Z` : text)
  if ((isTime || isDate) && !Number.isNaN(ms)) return new Date(ms).toISOString()
  throw new PlanError('usage', 'TIME_INVALID', `--as-of ${text} is not a time with its zone`, {
    suggestions: ['--as-of 2026-11-02T06:00:00Z', '--as-of 2026-11-02'],
  })
}

function parseDemand(text: string): AssumedDemand {
  if (text === 'p50' || text === 'p90' || text === 'p99') return text
  const rps = Number(text.replaceAll(/[,_]/g, ''))
  if (Number.isFinite(rps) && rps > 0) return rps
  throw new PlanError('usage', 'DEMAND_INVALID', `--demand ${text} is neither p50, p90 or p99 nor a rate above zero`, {
    suggestions: ['--demand p99', '--demand 120000'],
  })
}

function parseUsd(text: string): number {
  const usd = Number(text.replace(/^\$/, ''))
  if (/^\$?\d+(\.\d+)?$/.test(text) && usd > 0) return usd
  throw new PlanError('usage', 'BUDGET_INVALID', `--budget ${text} is not an amount of US dollars above zero`, {
    suggestions: ['--budget 500'],
  })
}

export const configFlag = Flags.string({
  char: 'c',
  summary: 'The config; by default ecom-plan.yaml here or in a parent folder.',
  env: 'ECOM_PLAN_CONFIG',
  helpValue: 'FILE',
  helpGroup: 'GLOBAL',
})

/** The flags of every command that walks from the config to a run. */
export const walkFlags = {
  config: configFlag,
  ...awsFlags,
  event: Flags.string({
    char: 'e',
    summary: 'The event to plan for; by default the next one in the config.',
    helpValue: 'ID',
  }),
  uplift: Flags.string({summary: 'A factor over an ordinary day (3.2), or a change of what history says (+8%).'}),
  target: Flags.option({
    options: ['p50', 'p90', 'p99'] as const,
    summary: 'The quantile of the peak that must be carried.',
  })(),
  prices: Flags.string({
    summary: 'Prices of your own in place of the catalogue: a .csv, .yaml or .json file (key, usd, unit, checkedOn).',
    helpValue: 'FILE',
  }),
  set: Flags.string({
    multiple: true,
    multipleNonGreedy: true,
    summary: 'What if: take a field of a tier or of the config for something else in this run only. Repeatable.',
    helpValue: 'web.instanceType=c7g.2xlarge',
  }),
  demand: Flags.custom<AssumedDemand>({
    summary: 'What if: take the peak for known, as a quantile of the forecast or as a rate.',
    helpValue: 'p99|REQ/S',
    parse: async (text) => parseDemand(text),
  })(),
  budget: Flags.custom<number>({
    summary: 'What the changes may cost in the window: the best plan that this buys.',
    helpValue: 'USD',
    parse: async (text) => parseUsd(text),
  })(),
  seed: Flags.integer({summary: 'Seed of the joint sample that the risk is read from.', default: 1}),
  'az-loss': Flags.integer({summary: 'Availability Zones that may be lost at the peak.', options: ['0', '1']}),
  'as-of': Flags.custom<string>({
    summary: 'Act as if now were this time.',
    env: 'ECOM_PLAN_AS_OF',
    helpValue: 'TIME',
    helpGroup: 'GLOBAL',
    parse: async (text) => parseTime(text),
  })(),
  offline: Flags.boolean({
    summary: 'Read files only; without --as-of, now is when the newest of them was captured.',
    env: 'ECOM_PLAN_OFFLINE',
    helpGroup: 'GLOBAL',
  }),
}

/** The events of a command that makes one plan for several. */
export const eventsFlag = Flags.string({
  char: 'e',
  multiple: true,
  multipleNonGreedy: true,
  summary: 'The event to plan for; by default the next one in the config. Repeatable: one plan for all of them.',
  helpValue: 'ID',
})

export const marketFlag = Flags.custom<string>({
  summary: 'Only events that matter in this market, by its ISO code.',
  helpValue: 'US',
  parse: async (text) => {
    if (/^[A-Za-z]{2}$/.test(text)) return text.toUpperCase()
    throw new PlanError('usage', 'MARKET_INVALID', `--market ${text} is not a two-letter country code`, {
      suggestions: ['--market US'],
    })
  },
})()

export const zoneFlag = Flags.custom<string>({
  summary: 'The time zone of the shop.',
  env: 'ECOM_PLAN_TZ',
  default: 'UTC',
  helpValue: 'ZONE',
  parse: async (text) => {
    try {
      new Intl.DateTimeFormat('en', {timeZone: text})
      return text
    } catch {
      throw new PlanError('usage', 'ZONE_INVALID', `--tz ${text} is not an IANA time zone`, {
        suggestions: ['--tz America/New_York'],
      })
    }
  },
})()
