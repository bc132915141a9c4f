import type {Fault, FaultKind} from '../aws-fake/faults.js'

/** A call that a command makes, by the name that it is signed for. */
export type Call = {service: string; operation: string}

/** What is injected, and what has to come of it: the code and the sentence, where it does not go away. */
export type FaultCase = {
  name: string
  fault: Fault
  /** It may go away by itself, and the command has to get past it then. */
  isTransient: boolean
  code: string
  says: RegExp
  suggests: RegExp
}

const fault = (
  kind: FaultKind,
  [code, says, suggests]: readonly [string, RegExp, RegExp],
  {status, isTransient = true}: {status?: number; isTransient?: boolean} = {},
): FaultCase => ({
  name: status === undefined ? kind : `${kind} ${status}`,
  fault: {kind, ...(status === undefined ? {} : {status})},
  isTransient,
  code,
  says,
  suggests,
})

const again = /run the same command again/
const unreachable = ['UNREACHABLE', /did not answer OPERATION/, /check the network/] as const
const unavailable = ['AWS_UNAVAILABLE', /answered ACTION with HTTP \d+ at every attempt/, again] as const
const strange = ['UNREADABLE_REPLY', /ACTION.* was answered with something that is not AWS's/, /proxy/] as const

const faultCases: readonly FaultCase[] = [
  fault('throttle', ['THROTTLED', /kept refusing ACTION/, again]),
  fault('5xx', unavailable, {status: 500}),
  fault('5xx', unavailable, {status: 503}),
  fault('html', unavailable, {status: 502}),
  fault('html', strange, {status: 200}),
  fault('reset', unreachable),
  fault('hang', unreachable),
  fault('stall', unreachable),
  fault('truncate', unreachable),
  fault('cut', strange),
  fault('empty', strange),
  fault('skew', ['CLOCK_SKEWED', /clock is 2 h behind AWS's, so ACTION was refused/, /timedatectl|sntp|w32tm/]),
  fault('denied', ['ACCESS_DENIED', /may not call ACTION/, /allow the action ACTION/], {isTransient: false}),
  fault('expired', ['CREDENTIALS_EXPIRED', /expired before ACTION/, /aws sso login/], {isTransient: false}),
]

/** GetMetricData alone says of a metric that it had an error with it. */
const internalError = fault('internal-error', ['UNEXPECTED_REPLY', /ACTION.*InternalError/, again])

/** One run: how often the fault strikes (without end when undefined), and how many calls of the operation pass first. */
export type Strike = {faultCase: FaultCase; call: Call; times: number | undefined; skip: number}

/**
 * Every call × every fault × once, twice and without end. Where GetMetricData is called often, also after some that
 * went well.
 */
export function strikesOf(calls: readonly Call[], {isReadingMuch}: {isReadingMuch: boolean}): Strike[] {
  return calls.flatMap((call) => {
    const isMetrics = call.operation === 'GetMetricData'
    const kinds = isMetrics ? [...faultCases, internalError] : faultCases
    return kinds.flatMap((faultCase) =>
      (faultCase.isTransient ? [1, 2, undefined] : [undefined]).flatMap((times) =>
        (isMetrics && isReadingMuch ? [0, 2] : [0]).map((skip) => ({faultCase, call, times, skip})),
      ),
    )
  })
}

const iamPrefixes: Record<string, string> = {monitoring: 'cloudwatch'}

/** The action as IAM spells it. */
export const actionOf = ({service, operation}: Call) => `${iamPrefixes[service] ?? service}:${operation}`

/** The sentence of a case with the call in it. */
export function sentenceFor(pattern: RegExp, call: Call): RegExp {
  return new RegExp(pattern.source.replaceAll('ACTION', actionOf(call)).replaceAll('OPERATION', call.operation))
}

export function titleOf({faultCase, call, times, skip}: Strike): string {
  const often = times === undefined ? 'for good' : `${times} time${times === 1 ? '' : 's'}`
  return `${faultCase.name} ${often} at ${call.service} ${call.operation}${skip === 0 ? '' : `, after ${skip} calls`}`
}
