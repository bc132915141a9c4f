import {PlanError} from '../errors.js'
import {nearestName} from './nearest-name.js'

/**
 * The error for a resource that the config names and the estate lacks, with the name that was likely meant.
 *
 * `asker` is who names it (`tier web`), `names` are those that exist, `elsewhere` the Regions that have it. Both the live read and the reading of a snapshot
 * file end here, so that a mistyped name reads the same from either.
 */
export function resourceNotFound({
  asker,
  kind,
  name,
  names,
  elsewhere = [],
  account,
  region,
}: {
  asker: string
  kind: string
  name: string
  names: readonly string[]
  elsewhere?: readonly string[]
  account: string
  region: string
}): PlanError {
  const near = nearestName(name, names)
  const listed = names.length === 0 ? noneOf(kind, name) : `there is ${[...names].sort().slice(0, 5).join(', ')}`
  const message = `${asker} names ${kind} ${name}, which account ${account} does not have in ${region}`
  const [there] = elsewhere
  if (there !== undefined) {
    const ofAll = `write region: ${there} under aws in ecom-plan.yaml`
    const ofOne = [
      `add aws: {region: ${there}} to ${asker} in ecom-plan.yaml`,
      `or, where all of the shop is there, ${ofAll}`,
    ]
    return new PlanError('aws', 'RESOURCE_NOT_FOUND', `${message}; there is one in ${elsewhere.join(' and ')}`, {
      suggestions: asker.startsWith('tier ') ? ofOne : [ofAll],
    })
  }
  return new PlanError('aws', 'RESOURCE_NOT_FOUND', message, {
    suggestions: [
      near === undefined ? listed : `did you mean ${near}?`,
      'correct the name, aws.account or aws.region in ecom-plan.yaml',
    ],
  })
}

function noneOf(kind: string, name: string): string {
  const [cluster, service] = name.split('/')
  return service === undefined
    ? `there is no ${kind} at all`
    : `there is no service in a cluster ${cluster}; aws ecs list-clusters shows what there is`
}
