import type {AwsRequest} from '../documents/patch.js'
import type {SendOutcome} from '../documents/send-outcome.js'
import {PlanError} from '../errors.js'
import {inputProblems, type SchemaRef, withTimes} from './check-input.js'
import type {AwsClients} from './clients.js'
import {outcomeOfFailure} from './outcome-of-failure.js'
import {prepareRequest} from './prepare-request.js'
import {type Command, writeCommand} from './write-commands.js'

/**
 * Sends one change to AWS, once, and says what became of it; the one place that a change leaves from.
 *
 * Nothing is tried again here: whether to, and when, is for the caller, who records each attempt. The input is held
 * against the SDK's own schema first, so that a member that AWS would not know, an empty one or a size that is never
 * sent stops it here. Throws PATCH_UNKNOWN for an operation that ecom-plan does not send, PATCH_INVALID for such an
 * input, and ENDPOINT_NOT_AWS; nothing was sent then.
 */
export async function sendRequest({
  clients,
  request,
}: {
  clients: AwsClients
  request: AwsRequest
}): Promise<SendOutcome> {
  const {service, operation} = request
  const {client: clientClass, command: commandClass} = await writeCommand(request)
  const schema = schemaOf(new commandClass({} as never))
  const problems = [...inputProblems({schema, operation, input: request.input}), ...neverSent(request)]
  if (problems.length > 0) throw invalid(request, problems)
  const prepared = await prepareRequest(clients, request)
  if ('result' in prepared) return prepared
  const command = new commandClass(withTimes(schema, prepared.input) as never)
  const client = clients.writer().of(clientClass)
  try {
    const {$metadata} = await client.send(command as never)
    return {result: 'accepted', requestId: $metadata.requestId ?? null}
  } catch (error) {
    if (error instanceof PlanError && error.code === 'ENDPOINT_NOT_AWS') throw error
    return outcomeOfFailure(error, {service, operation, profile: clients.profile, region: clients.region})
  }
}

/** Of ECS services only how often they publish their metrics is written: all else of UpdateService may deploy. */
const serviceMembers = new Set(['cluster', 'service', 'monitoring'])

/** An operation's schema is `[9, namespace, name, traits, input, output]`; the SDK's own business, so looked at twice. */
function schemaOf({schema}: Command): SchemaRef {
  if (!Array.isArray(schema) || schema.length !== 6 || schema[0] !== 9)
    throw new Error('the SDK describes its operations in another way')
  return schema[4] as SchemaRef
}

const desired = new Set(['DesiredCapacity', 'desiredCount'])

/**
 * What is never sent: how many run is the scaling policy's to say, and AWS cuts a fleet to a lowered maximum at
 * once, so that a maximum in a schedule would do it at night with nobody there.
 */
function neverSent({operation, input}: AwsRequest): string[] {
  const isDeploying = (name: string) => operation === 'UpdateService' && !serviceMembers.has(name)
  const sized = Object.keys(input).filter((name) => desired.has(name) || isDeploying(name))
  const {MaxSize, ScalableTargetAction} = input as {MaxSize?: unknown; ScalableTargetAction?: {MaxCapacity?: unknown}}
  const isMaxScheduled =
    (operation === 'PutScheduledUpdateGroupAction' && MaxSize !== undefined) ||
    (operation === 'PutScheduledAction' && ScalableTargetAction?.MaxCapacity !== undefined)
  return [
    ...sized.map((name) => `${operation}.${name}: never sent`),
    ...(isMaxScheduled ? [`${operation}: a maximum is never scheduled`] : []),
  ]
}

function invalid({service, operation}: AwsRequest, problems: readonly string[]): PlanError {
  return new PlanError(
    'refused',
    'PATCH_INVALID',
    `${service}:${operation} is not sent: ${problems.slice(0, 3).join('; ')}`,
    {suggestions: ['make the plan anew with this version of ecom-plan, and do not edit it']},
  )
}
