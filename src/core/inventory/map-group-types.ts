import type {AutoScalingGroup} from '../../documents/inventory.js'
import {type AwsElement, objectsAt, optionalNumberAt, optionalObjectAt, optionalTextAt, textAt} from './aws-field.js'

type GroupType = AutoScalingGroup['types'][number]

/**
 * Every type that a group runs or may start: the overrides of its mixed instances policy in their order, else the type
 * of its launch template; then those that run and are in neither, as after a change of the template. A policy that
 * asks for properties and not for types (InstanceRequirements) tells only what runs.
 */
export function groupTypes(group: AwsElement, template: AwsElement | null): GroupType[] {
  const running = new Map<string, number>()
  for (const instance of objectsAt(group, 'Instances')) {
    const name = textAt(instance, 'InstanceType')
    running.set(name, (running.get(name) ?? 0) + 1)
  }
  const mixed = optionalObjectAt(group, 'MixedInstancesPolicy')
  const policy = mixed && optionalObjectAt(mixed, 'LaunchTemplate')
  const overrides = (policy ? objectsAt(policy, 'Overrides') : []).flatMap((override) => {
    const name = optionalTextAt(override, 'InstanceType')
    return name === null ? [] : [{name, weightCount: optionalNumberAt(override, 'WeightedCapacity')}]
  })
  const started = overrides.length > 0 ? overrides : startedBy(template)
  const isNew = (name: string) => !started.some((type) => type.name === name)
  const others = [...running.keys()]
    .filter(isNew)
    .sort()
    .map((name) => ({name, weightCount: weightOf(group, name)}))
  return [...started, ...others].map((type) => ({...type, runningCount: running.get(type.name) ?? 0}))
}

/** The only type that runs; else the one that is named first. */
export function preferredType(types: readonly GroupType[]): string | null {
  const running = types.filter(({runningCount}) => runningCount > 0)
  const [only] = running
  return (running.length === 1 ? only : types[0])?.name ?? null
}

/** The launch template of a group as it was read: its own version where that is known, else the newest. */
export function launchTemplateOf(group: AwsElement, templates: readonly AwsElement[]): AwsElement | null {
  const mixed = optionalObjectAt(group, 'MixedInstancesPolicy')
  const policy = mixed && optionalObjectAt(mixed, 'LaunchTemplate')
  const named =
    optionalObjectAt(group, 'LaunchTemplate') ?? (policy && optionalObjectAt(policy, 'LaunchTemplateSpecification'))
  const id = named && optionalTextAt(named, 'LaunchTemplateId')
  if (named === null || id === null) return null
  const version = Number(optionalTextAt(named, 'Version') ?? Number.NaN)
  const versions = templates
    .filter((template) => optionalTextAt(template, 'LaunchTemplateId') === id)
    .map((template) => ({template, number: optionalNumberAt(template, 'VersionNumber') ?? 0}))
    .sort((a, b) => b.number - a.number)
  const found = versions.find(({number}) => number === version) ?? versions[0]
  return found === undefined ? null : optionalObjectAt(found.template, 'LaunchTemplateData')
}

/** Credit mode and disk of what a launch template starts. */
export function mapTemplate(data: AwsElement): Pick<AutoScalingGroup, 'cpuCreditMode' | 'volumeGib'> {
  const credit = optionalObjectAt(data, 'CreditSpecification')
  const mode = credit && optionalTextAt(credit, 'CpuCredits')
  const volumes = objectsAt(data, 'BlockDeviceMappings').flatMap((mapping) => {
    const volume = optionalObjectAt(mapping, 'Ebs')
    return (volume && optionalNumberAt(volume, 'VolumeSize')) ?? []
  })
  return {
    cpuCreditMode: mode === 'standard' || mode === 'unlimited' ? mode : null,
    volumeGib: volumes.length === 0 ? null : volumes.reduce((sum, gib) => sum + gib, 0),
  }
}

function startedBy(template: AwsElement | null): {name: string; weightCount: number | null}[] {
  const name = template && optionalTextAt(template, 'InstanceType')
  return name === null ? [] : [{name, weightCount: null}]
}

/** What a running instance counts, where AWS says it of the instance itself. */
function weightOf(group: AwsElement, name: string): number | null {
  const instance = objectsAt(group, 'Instances').find((one) => optionalTextAt(one, 'InstanceType') === name)
  return instance === undefined ? null : optionalNumberAt(instance, 'WeightedCapacity')
}
