import {PlanError} from '../../errors.js'
import type {Terminal} from '../ask-answers.js'

/** Who confirms, and how: by flags, or by being asked where somebody can be. */
export type Confirmation = {
  isYes: boolean
  confirm: string | undefined
  /** Null where nobody can answer, or nobody is to be asked. */
  terminal: Terminal | null
  /** What was typed, for what to type next. */
  command: string
}

/** Where the changes go. */
export type Target = {account: string; alias: string | null; region: string; changeWords: string}

/**
 * Lets a person, or a script in a person's name, name the account that is about to be changed: by its alias, or by its
 * number where it has none or may not be asked. Returns when it was named.
 *
 * Throws, each with exit code 7: NOT_CONFIRMED where another word was typed or none, CONFIRM_MISSING for --yes without
 * --confirm, CONFIRM_WRONG, and CONFIRMATION_NEEDED where nobody can be asked.
 */
export async function confirmWrite(target: Target, confirmation: Confirmation): Promise<void> {
  const {isYes, confirm, terminal, command} = confirmation
  const wanted = target.alias ?? target.account
  const kind = target.alias === null ? 'number' : 'alias'
  if (confirm !== undefined && confirm !== wanted) {
    throw unconfirmed('CONFIRM_WRONG', `--confirm ${confirm} is not the ${kind} of the account that would be changed`, [
      'look at what would be changed where: the same command with --dry-run',
    ])
  }
  if (isYes) {
    if (confirm !== undefined) return
    throw unconfirmed('CONFIRM_MISSING', '--yes needs --confirm with the account that is meant', [
      `${command} --yes --confirm ${wanted}`,
    ])
  }
  if (terminal === null) {
    throw unconfirmed('CONFIRMATION_NEEDED', 'nobody can be asked here, and --yes is not given', [
      `${command} --yes --confirm ${wanted}`,
    ])
  }
  const place = target.alias === null ? target.region : `${target.account}, ${target.region}`
  const typed = await askFor(
    `You are about to ${target.changeWords} in ${wanted} (${place}).\nType the account ${kind} to go on (${wanted}):`,
    terminal,
  )
  if (typed === wanted) return
  throw unconfirmed('NOT_CONFIRMED', typed === '' ? 'nothing was typed' : `what was typed is not ${wanted}`, [
    'run the same command again',
  ])
}

/** What a person types at a question, without the blanks around it; empty where they stop there. */
export async function askFor(message: string, terminal: Terminal): Promise<string> {
  const {input} = await import('@inquirer/prompts')
  try {
    return (await input({message}, terminal)).trim()
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return ''
    throw error
  }
}

function unconfirmed(code: string, message: string, suggestions: string[]): PlanError {
  return new PlanError('unconfirmed', code, `${message}; nothing was sent`, {suggestions})
}
