import type {GroupTags} from '../../documents/journal.js'
import type {Receipt, ReceiptPatch} from '../../documents/receipt.js'
import type {AwsObject} from '../../documents/snapshot.js'
import type {GroupCopy} from '../../documents/status.js'
import {countAt, elementsOf, objectsAt, optionalTextAt, textAt} from '../inventory/aws-field.js'
import {eventFlags} from './event-ids.js'

const held = new Set<ReceiptPatch['state']>(['live', 'verified', 'in-doubt'])

type Group = {name: string; desiredCount: number; tags: Map<string, string>}

/**
 * Groups that a deployment copied under a new name, so that what an apply set stayed behind: a group of a receipt that
 * is gone or empty, and another that carries the same tags (AWS's own left out). CodeDeploy's blue/green does so with
 * COPY_AUTO_SCALING_GROUP, and empties or deletes the former group.
 *
 * `groups` are all groups of the account and Region. The tags of one that is gone are those that its journal kept; where
 * there are none, it is found by the name that CodeDeploy gives, if one group alone has it.
 *
 * @source https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-blue-green.html
 */
export function groupCopies({
  receipts,
  groups,
}: {
  receipts: readonly Receipt[]
  groups: readonly AwsObject[]
}): GroupCopy[] {
  const all = groupsOf(groups)
  return receipts
    .filter(({purpose}) => purpose === 'apply')
    .flatMap((receipt) => byGroup(receipt).flatMap((one) => copiesOf(receipt, one, all)))
}

type Changed = {name: string; tier: string; patchIds: string[]}

function byGroup({patches}: Receipt): Changed[] {
  const found = new Map<string, Changed>()
  for (const {patch, state} of patches) {
    const name = patch.request.input['AutoScalingGroupName']
    if (typeof name !== 'string' || patch.place !== undefined || !held.has(state)) continue
    const known = found.get(name) ?? {name, tier: patch.tier, patchIds: []}
    known.patchIds.push(patch.id)
    found.set(name, known)
  }
  return [...found.values()]
}

function copiesOf(receipt: Receipt, {name, tier, patchIds}: Changed, all: readonly Group[]) {
  const {applyId, groups: kept} = receipt
  const former = all.find((group) => group.name === name)
  if (former !== undefined && former.desiredCount > 0) return []
  const tags = former?.tags ?? keptTags(kept, name)
  const others = all.filter((group) => group.name !== name && group.desiredCount > 0)
  const heirs = tags.size > 0 ? others.filter((group) => hasAll(group.tags, tags)) : namedByCodeDeploy(others)
  return heirs.map(
    ({name: to}): GroupCopy => ({
      tier,
      from: name,
      isGone: former === undefined,
      to,
      applyId,
      patchIds,
      next: `write resource: ${to} into tier ${tier} of the config, then plan again: ecom-plan forecast ${eventFlags(receipt)} --out-plan plan.json`,
    }),
  )
}

function namedByCodeDeploy(groups: readonly Group[]): Group[] {
  const named = groups.filter(({name}) => /^CodeDeploy_.+_d-[A-Z0-9]+$/.test(name))
  return named.length === 1 ? named : []
}

const keptTags = (kept: readonly GroupTags[] | undefined, name: string) =>
  new Map(kept?.find(({group}) => group === name)?.tags.map(({key, value}) => [key, value] as const))

const hasAll = (tags: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>) =>
  [...wanted].every(([key, value]) => tags.get(key) === value)

function groupsOf(groups: readonly AwsObject[]): Group[] {
  return elementsOf('groups', groups).map((group) => ({
    name: textAt(group, 'AutoScalingGroupName'),
    desiredCount: countAt(group, 'DesiredCapacity'),
    tags: new Map(
      objectsAt(group, 'Tags')
        .map((tag) => [textAt(tag, 'Key'), optionalTextAt(tag, 'Value') ?? ''] as const)
        .filter(([key]) => !key.startsWith('aws:')),
    ),
  }))
}
