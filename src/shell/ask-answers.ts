import type {Choice, Discovery} from '../core/discover/discovery.js'
import {type DraftAnswers, type DraftEvent, defaultService, draftDefaults} from '../core/discover/draft-config.js'
import {PlanError} from '../errors.js'

/** Where questions are asked: stderr, since stdout carries the result alone. */
export type Terminal = {input: NodeJS.ReadableStream; output: NodeJS.WritableStream}

/** Checks an answer as it is typed; the text of what is wrong, or true. */
export type Check = (text: string) => true | string

export type Checks = {timezone: Check; p95ResponseTime: Check; errorRatio: Check}

/** The option that was picked of what the estate leaves open; null for none of them. */
export async function askChoice(choice: Choice, terminal: Terminal): Promise<string | null> {
  const {select} = await import('@inquirer/prompts')
  const none = choice.isRequired ? [] : [{name: 'none of them', value: null}]
  return stoppable(() =>
    select<string | null>(
      {
        message: choice.question,
        choices: [...choice.options.map(({value, says}) => ({name: `${value}   ${says}`, value})), ...none],
      },
      terminal,
    ),
  )
}

/** Asks for what no flag answered yet; `calendar` are the events that may be picked, the next ones first. */
export async function askAnswers({
  discovery,
  answers,
  calendar,
  checks,
  terminal,
}: {
  discovery: Discovery
  answers: DraftAnswers
  calendar: readonly DraftEvent[]
  checks: Checks
  terminal: Terminal
}): Promise<DraftAnswers> {
  const {checkbox, input} = await import('@inquirer/prompts')
  const text = (given: string | null, message: string, fallback: string, validate: Check) =>
    given === null ? stoppable(() => input({message, default: fallback, validate}, terminal)) : Promise.resolve(given)
  const service = await text(answers.service, 'Name of the shop', defaultService(discovery), isNamed)
  const timezone = await text(
    answers.timezone,
    'Time zone of the shop, such as America/New_York',
    draftDefaults.timezone,
    checks.timezone,
  )
  const events =
    calendar.length === 0
      ? answers.events
      : await stoppable(() =>
          checkbox(
            {
              message: 'Events to plan for',
              required: true,
              choices: calendar.map((event) => ({
                name: `${event.name}, ${event.date}`,
                value: event,
                checked: answers.events.some(({catalog}) => catalog === event.catalog),
              })),
            },
            terminal,
          ),
        )
  const p95ResponseTime = await text(
    answers.p95ResponseTime,
    '95 of 100 requests are answered within',
    draftDefaults.p95ResponseTime,
    checks.p95ResponseTime,
  )
  const errorRatio = await text(
    answers.errorRatio,
    'Share of requests that may fail',
    draftDefaults.errorRatio,
    checks.errorRatio,
  )
  return {...answers, service, timezone, events, p95ResponseTime, errorRatio}
}

/** Whether to write what was shown. */
export async function askToWrite(path: string, terminal: Terminal): Promise<boolean> {
  const {confirm} = await import('@inquirer/prompts')
  return stoppable(() => confirm({message: `Write ${path}?`, default: true}, terminal))
}

const isNamed: Check = (text) => text.trim() !== '' || 'a name, please'

/** Ctrl-C at a question is an answer too. */
async function stoppable<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ExitPromptError') throw error
    throw new PlanError('unconfirmed', 'STOPPED', 'stopped at a question; nothing was written', {
      suggestions: ['every question has a flag: ecom-plan init --help'],
    })
  }
}
