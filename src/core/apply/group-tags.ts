import type {GroupTags} from '../../documents/journal.js'
import type {Patch} from '../../documents/patch.js'
import type {ApplyFacts} from './checks/apply-facts.js'

/** AWS writes these itself, and another group's are others. */
const ofAws = /^aws:/

/**
 * Tags of the groups that patches change, for their journal: where a deployment copies a group under another name, they
 * are what it is found by. Empty where the tags were not read. `tags` are by the resource's name.
 */
export function groupTagsOf({patches, tags}: {patches: readonly Patch[]; tags: ApplyFacts['tags']}): GroupTags[] {
  if (!('value' in tags)) return []
  const names = patches.flatMap(({request}) => request.input['AutoScalingGroupName'] ?? [])
  return [...new Set(names.map(String))].flatMap((group) => {
    const own = (tags.value[group] ?? []).filter(({key}) => !ofAws.test(key))
    return own.length === 0 ? [] : [{group, tags: own.map(({key, value}) => ({key, value}))}]
  })
}
