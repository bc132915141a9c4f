import type {Inventory, Subnet} from '../../documents/inventory.js'
import type {Blocker} from '../../documents/plan.js'
import {figure} from '../figure.js'
import type {Setting, UnitUse} from '../tiers/tier-finding.js'

type Need = {tiers: string[]; addedCount: number; surgeCount: number}

/**
 * Zones whose subnets have fewer free addresses than the plan takes there.
 *
 * Every instance and every task with an interface of its own takes an address; units spread evenly over the zones of
 * their subnets, and tiers that start in the same subnets share what is free. Short without a deployment blocks; short
 * only while the largest deployment runs is a warning. Other things that start in a subnet come on top. Says nothing of
 * a tier whose subnets were not all read.
 */
export function addressBlockers({
  uses,
  inventory,
  setting,
}: {
  uses: readonly UnitUse[]
  inventory: Inventory
  setting: Pick<Setting, 'region'>
}): Blocker[] {
  const zones = new Map<string, {subnets: Subnet[]; need: Need}>()
  for (const {tier, addresses} of uses) {
    const subnets = inventory.subnets.filter(({id}) => addresses?.subnets.includes(id))
    if (addresses === undefined || subnets.length === 0 || subnets.length < addresses.subnets.length) continue
    const names = [...new Set(subnets.map(({zone}) => zone))].sort()
    for (const name of names) {
      const here = subnets.filter(({zone}) => zone === name)
      const key = here.map(({id}) => id).join(' ')
      const known = zones.get(key)?.need ?? {tiers: [], addedCount: 0, surgeCount: 0}
      zones.set(key, {
        subnets: here,
        need: {
          tiers: [...known.tiers, tier],
          addedCount: known.addedCount + Math.ceil(addresses.addedCount / names.length),
          // Services are deployed one after the other.
          surgeCount: Math.max(known.surgeCount, Math.ceil(addresses.surgeCount / names.length)),
        },
      })
    }
  }
  return [...zones.values()].flatMap((zone) => blockerOf(zone, setting))
}

function blockerOf(
  {subnets, need: {tiers, addedCount, surgeCount}}: {subnets: readonly Subnet[]; need: Need},
  {region}: Pick<Setting, 'region'>,
): Blocker[] {
  const free = subnets.reduce((sum, {freeAddressCount}) => sum + freeAddressCount, 0)
  if (addedCount === 0 || addedCount + surgeCount <= free) return []
  const names = subnets.map(({id}) => id).join(' and ')
  const zone = subnets[0]?.zone ?? ''
  const next = `add a subnet in ${zone} to ${tiers.join(', ')}, or free addresses: aws ec2 describe-subnets --subnet-ids ${subnets.map(({id}) => id).join(' ')} --region ${region}`
  const need = `${tiers.join(' and ')} start ${figure(addedCount)} more`
  if (addedCount > free) {
    return [
      {
        severity: 'block',
        code: 'ADDRESSES',
        message: `${names} in ${zone} has ${figure(free)} free addresses, and ${need} there at the peak, each with an address of its own.`,
        next,
      },
    ]
  }
  return [
    {
      severity: 'warn',
      code: 'ADDRESSES',
      message:
        `${names} in ${zone} has ${figure(free)} free addresses: enough for the ${figure(addedCount)} more that ${tiers.join(' and ')} start ` +
        `there, and not for a deployment at the peak, which starts ${figure(surgeCount)} on top.`,
      next: `freeze deployments over the event, or ${next}`,
    },
  ]
}
