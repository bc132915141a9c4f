import {claimsOf} from '../../core/apply/claims.js'
import {groupCopies} from '../../core/apply/group-copies.js'
import type {Config} from '../../documents/config.js'
import type {Receipt} from '../../documents/receipt.js'
import type {GroupCopy} from '../../documents/status.js'
import {clientsAt} from '../places.js'

/**
 * Groups of live changes that a deployment copied under another name. All groups of the account are read only where one
 * that an apply changed is gone or empty.
 */
export async function readCopies({aws}: Pick<Config, 'aws'>, receipts: readonly Receipt[]): Promise<GroupCopy[]> {
  const names = new Set(
    claimsOf(receipts).flatMap(({patch}) => {
      const name = patch.request.input['AutoScalingGroupName']
      return typeof name === 'string' && patch.place === undefined ? [name] : []
    }),
  )
  if (names.size === 0) return []
  const {readAutoScalingGroups, readAllAutoScalingGroups} = await import('../../aws/read-auto-scaling.js')
  const clients = await clientsAt(aws)
  const found = await readAutoScalingGroups(clients, [...names])
  const serving = found.filter((group) => Number(group['DesiredCapacity']) > 0)
  if (serving.length === names.size) return []
  return groupCopies({receipts, groups: await readAllAutoScalingGroups(clients)})
}
