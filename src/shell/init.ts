import {dirname, join} from 'node:path'
import {retailEvents} from '../catalog/retail-events.js'
import {discoverChain} from '../core/discover/discover-chain.js'
import type {Choice, Discovery, Tag} from '../core/discover/discovery.js'
import {type DraftAnswers, draftConfig} from '../core/discover/draft-config.js'
import type {NamedTier} from '../core/discover/name-tiers.js'
import {nextDates, usualEvents} from '../core/discover/next-dates.js'
import {nextEvents} from '../core/events/event-date.js'
import {configJsonSchema} from '../documents/config.js'
import {PlanError} from '../errors.js'
import {fileExists} from '../files/file-exists.js'
import {shellQuoted} from '../files/read-failure.js'
import {writeFileAtomically} from '../files/write-file.js'
import {askAnswers, askChoice, askToWrite, type Terminal} from './ask-answers.js'
import type {Warning} from './base-command.js'
import {answerChecks} from './init-flags.js'
import {hasHitRatio, readEstate} from './read-estate.js'

export type InitOptions = {
  fromSnapshot: string | undefined
  profile: string | undefined
  region: string | undefined
  asOf: string
  tag: Tag | undefined
  loadBalancer: string | undefined
  distribution: string | undefined
  named: readonly NamedTier[]
  /** Ids of the retail calendar; empty where no flag names any. */
  eventIds: readonly string[]
  answers: Omit<DraftAnswers, 'events'>
  out: string
  isForced: boolean
  isYes: boolean
  /** Where to ask; null where nobody can answer. */
  terminal: Terminal | null
  /** The words behind `ecom-plan init`, for what to type next. */
  argv: readonly string[]
  onProgress: (text: string) => void
  onWarning: (warning: Warning) => void
  /** Shows what was found, then what would be written. */
  show: {discovery: (discovery: Discovery) => void; draft: (text: string) => void}
}

export type Initialized = {discovery: Discovery; config: string; file: string; schemaFile: string | null}

/**
 * From an estate to `ecom-plan.yaml`: finds the chain, asks for what is open, shows both and writes.
 *
 * Throws FILE_EXISTS before anything is read, CHOICE_NEEDED when a question is open that nobody can be asked,
 * CONFIRMATION_NEEDED without --yes where nobody can be asked, and STOPPED or NOT_CONFIRMED after a person's no.
 */
export async function init(options: InitOptions): Promise<Initialized> {
  const {out, asOf, isYes, isForced, terminal, show} = options
  const mayWrite = isYes || terminal !== null
  if (mayWrite && !isForced && (await fileExists(out))) throw fileThere(options)
  const asOfDate = asOf.slice(0, 10)
  const given = options.eventIds.length > 0
  const events = nextDates({ids: given ? options.eventIds : usualEvents, asOfDate, catalog: retailEvents})
  const estate = await readEstate(options)
  for (const warning of estate.warnings) options.onWarning(warning)
  const discovery = await discover(options, estate)
  show.discovery(discovery)
  const answers = {...options.answers, events}
  const calendar = given ? [] : upcoming(asOfDate)
  const asked =
    isYes || terminal === null
      ? answers
      : await askAnswers({discovery, answers, calendar, checks: answerChecks, terminal})
  const distribution = discovery.distribution?.resource ?? null
  const isMeasured = await hasHitRatio({clients: estate.clients, distribution, asOf, onWarning: options.onWarning})
  const config = draftConfig({discovery, answers: asked, hasHitRatio: isMeasured})
  if (!isYes) {
    show.draft(config)
    if (terminal === null) throw confirmationNeeded(options)
    if (!(await askToWrite(out, terminal))) throw notConfirmed(out)
  }
  await writeFileAtomically(out, config)
  return {discovery, config, file: out, schemaFile: await writeSchema(out)}
}

async function discover(options: InitOptions, estate: Awaited<ReturnType<typeof readEstate>>): Promise<Discovery> {
  const {snapshot, network} = estate
  const {tag, distribution, isYes} = options
  const terminal = isYes ? null : options.terminal
  let {loadBalancer} = options
  let asked = {distribution, named: [...options.named]}
  let found = discoverChain({snapshot, network, tag, loadBalancer, ...asked})
  const required = found.choices.find(({isRequired}) => isRequired)
  if (required !== undefined) {
    if (terminal === null) throw choiceNeeded(required, options)
    loadBalancer = (await askChoice(required, terminal)) ?? undefined
    found = discoverChain({snapshot, network, tag, loadBalancer, ...asked})
  }
  for (const choice of found.choices) {
    if (terminal === null) options.onWarning({code: 'CHOICE_OPEN', message: openWords(choice)})
    else asked = answered(asked, choice, await askChoice(choice, terminal))
  }
  return discoverChain({snapshot, network, tag, loadBalancer, ...asked})
}

type Asked = {distribution: string | undefined; named: NamedTier[]}

function answered(asked: Asked, {flag}: Choice, value: string | null): Asked {
  if (value === null) return asked
  if (flag === '--distribution') return {...asked, distribution: value}
  const [name = '', resource = ''] = value.split(/=(.*)/s)
  return {...asked, named: [...asked.named, {name, resource}]}
}

/** The next days of the calendar, each event once, with the usual two among them. */
function upcoming(asOfDate: string) {
  const next = nextEvents({asOfDate, count: 40, catalog: retailEvents}).map(({event}) => event.id)
  const ids = [...new Set([...usualEvents, ...next])].slice(0, 12)
  return nextDates({ids, asOfDate, catalog: retailEvents})
}

/** Beside the config, for editors; one that is there stays. */
async function writeSchema(out: string): Promise<string | null> {
  const path = join(dirname(out), 'ecom-plan.schema.json')
  if (await fileExists(path)) return null
  await writeFileAtomically(path, `${JSON.stringify(configJsonSchema(), null, 2)}\n`)
  return path
}

const typed = ({argv}: InitOptions, ...more: string[]) =>
  ['ecom-plan init', ...argv.map(shellQuoted), ...more].join(' ')

const openWords = ({question, flag, options}: Choice) =>
  `${question} Say it with ${flag}: ${options.map(({value}) => value).join(', ')}`

function fileThere(options: InitOptions): PlanError {
  return new PlanError('refused', 'FILE_EXISTS', `${options.out} is there already, and init writes over no file`, {
    suggestions: [typed(options, '--force'), `look at what it would write: ${typed(options, '--out', 'new.yaml')}`],
    place: {file: options.out},
  })
}

function choiceNeeded(choice: Choice, options: InitOptions): PlanError {
  const listed = choice.options.map(({value, says}) => `${value} (${says})`).join('; ')
  return new PlanError(
    'unconfirmed',
    'CHOICE_NEEDED',
    `${choice.question} There are ${choice.options.length}: ${listed}`,
    {
      suggestions: choice.options.slice(0, 5).map(({value}) => typed(options, choice.flag, shellQuoted(value))),
    },
  )
}

function confirmationNeeded(options: InitOptions): PlanError {
  return new PlanError(
    'unconfirmed',
    'CONFIRMATION_NEEDED',
    `${options.out} was not written: nobody can be asked here, and --yes is not given`,
    {suggestions: [typed(options, '--yes')]},
  )
}

function notConfirmed(out: string): PlanError {
  return new PlanError('unconfirmed', 'NOT_CONFIRMED', `${out} was not written`, {
    suggestions: ['every answer has a flag: ecom-plan init --help'],
  })
}
