import {PlanError} from '../errors.js'
import {nearestName} from './nearest-name.js'

/**
 * The error for a resource that the config names and the estate lacks, with the name that was likely meant.
 *
 * `asker` is who names it (`tier web`), `names` are those that exist. Both the live read and the reading of a snapshot
 * file end here, so that a mistyped name reads the same from either.
 */
export function resourceNotFound({
  asker,
  kind,
  name,
  names,
  account,
  region,
}: {
  asker: string
  kind: string
  name: string
  names: readonly string[]
  account: string
  region: string
}): PlanError {
  const near = nearestName(name, names)
  const listed =
    names.length === 0 ? `there is no ${kind} at all` : `there is ${[...names].sort().slice(0, 5).join(', ')}`
  return new PlanError(
    'aws',
    'RESOURCE_NOT_FOUND',
    `${asker} names ${kind} ${name}, which account ${account} does not have in ${region}`,
    {
      suggestions: [
        near === undefined ? listed : `did you mean ${near}?`,
        'correct the name, aws.account or aws.region in ecom-plan.yaml',
      ],
    },
  )
}
