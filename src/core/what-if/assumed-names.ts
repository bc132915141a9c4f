import type {Catalog} from '../../catalog/catalog.js'
import type {EcsService, Inventory} from '../../documents/inventory.js'
import {nearestName} from '../../documents/nearest-name.js'
import {PlanError} from '../../errors.js'
import {figure} from '../figure.js'
import {legalFargateSize} from '../tiers/fargate-size.js'
import type {Assumption} from './assumption.js'

/** Enough names to find the right one. */
const mostNamed = 3

/** Throws SET_INVALID for an instance type that neither the catalogue nor the estate knows, with the nearest. */
export function checkInstanceType(
  assumption: Assumption,
  {catalog, inventory}: {catalog: Catalog; inventory: Inventory},
): void {
  const {value} = assumption
  const live = inventory.instanceTypes.map(({name}) => name)
  if (catalog.ec2Instance(value) !== undefined || live.includes(value)) return
  const known = [...catalog.ec2Instances().map(({name}) => name), ...live]
  throw unknownName({assumption, what: 'instance type', known})
}

/** Throws SET_INVALID for a DB instance class that the catalogue does not know, with the nearest. */
export function checkDatabaseClass(assumption: Assumption, name: string, catalog: Catalog): void {
  if (catalog.rdsClass(name) !== undefined) return
  const known = catalog.rdsClasses().map((candidate) => candidate.name)
  throw unknownName({assumption: {...assumption, value: name}, what: 'DB instance class', known})
}

/** Throws SET_INVALID where a task of that size does not start on Fargate, with the next size that does. */
export function checkTaskSize(tier: string, service: EcsService, catalog: Catalog): void {
  if (service.compute !== 'fargate') return
  const legal = legalFargateSize(service, {catalog})
  if (legal?.cpuUnitCount === service.cpuUnitCount && legal.memoryMib === service.memoryMib) return
  const {cpuUnitCount, memoryMib} = service
  throw new PlanError(
    'usage',
    'SET_INVALID',
    `--set ${tier}.cpu, ${tier}.memory: Fargate has no task of ${figure(cpuUnitCount / 1024)} vCPU and ${memoryMib} MiB`,
    {
      suggestions: [
        legal === null
          ? 'assume a smaller task'
          : `--set ${tier}.cpu=${legal.cpuUnitCount / 1024} --set ${tier}.memory=${legal.memoryMib}`,
      ],
    },
  )
}

function unknownName({
  assumption: {key, value},
  what,
  known,
}: {
  assumption: Assumption
  what: string
  known: readonly string[]
}): PlanError {
  const near = nearestName(value, known)
  const size = value.split('.').at(-1)
  const family = value.slice(0, -(size ?? '').length)
  const isFamily = !['', 'db.'].includes(family)
  const alike = known.filter((name) => isFamily && name !== near && name.startsWith(family))
  const names = [...(near === undefined ? [] : [near]), ...alike].slice(0, mostNamed)
  return new PlanError('usage', 'SET_INVALID', `--set ${key}=${value}: the catalogue knows no ${what} ${value}`, {
    suggestions:
      names.length === 0
        ? [
            `name one that it knows, such as --set ${key}=${known.find((name) => name.endsWith('.4xlarge'))}`,
            'ecom-plan pull --refresh-catalog reads new ones',
          ]
        : names.map((name) => `--set ${key}=${name}`),
  })
}
