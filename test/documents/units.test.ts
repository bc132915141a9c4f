import {readdirSync} from 'node:fs'
import {expect, test} from 'vitest'
import * as z from 'zod'
import {unitSuffixes} from '../../src/documents/units.js'

/** AWS's own requests and fields keep AWS's own names. */
const awsShaped = new Set(['request', 'before', 'undo', 'input'])

/** Ends of paths whose number has its unit elsewhere, with the reason. */
const exempt: Record<string, string> = {
  values: "a window of a series: counts in a traffic document, AWS's own unit in a metrics document",
  'groupPeakSchema.targetUtilization': 'a config key that takes a share as text (45%) or as a plain ratio',
  'servicePeakSchema.targetUtilization': 'a config key that takes a share as text (45%) or as a plain ratio',
  'peak.targetUtilization': 'a config key that takes a share as text (45%) or as a plain ratio',
  capacityProviderTarget: 'a config key that takes a share as text (90%) or as a plain ratio',
  visits: 'a config key as the user writes it: requests per request, no unit',
  'pool.size': 'a config key as the user writes it: connections',
  'uplift.factor': 'a config key as the user writes it: no unit',
  'loadTests[].units': 'a config key as the user writes it: instances or tasks',
  'azLoss.zones': 'a config key as the user writes it: zones lost',
  '*.planned': 'a config key as the user writes it: the unit is in the name of the driver',
  'past.*': 'a config key as the user writes it: the unit is in the name of the driver',
  'like.factor': 'a config key as the user writes it: no unit',
  requestsPerSession: 'a config key as the user writes it: requests',
  ordersPerHour: 'a config key as the user writes it: its unit is its name',
  sessionsPerHour: 'a config key as the user writes it: its unit is its name',
  revenuePerHour: "a config key as the user writes it: in the business's own money",
  averageOrder: "a config key as the user writes it: in the business's own money",
  conversion: 'a config key that takes a share as text (2%) or as a plain ratio',
  'limit.rps': 'a config key as the user writes it: its unit is its name',
  'limit.concurrency': 'a config key as the user writes it: requests in flight',
  'utilization.limit': 'a config key as the user writes it: in the unit of the metric it is set against',
  'configSchema.targetUtilization': 'a config key that takes a share as text (80%) or as a plain ratio',
  'costs.reservedCoverage': 'a config key that takes a share as text (40%) or as a plain ratio',
  maxIncrease: 'a config key that takes a share as text (200%) or as a plain ratio',
  maxWindowCost: 'a config key as the user writes it: US dollars, as its description says',
  'scaleOut.parameterStore': 'a config key as the user writes it: calls a unit',
  'scaleOut.secretsManager': 'a config key as the user writes it: calls a unit',
  'scaleOutSchema.parameterStore': 'the same',
  'scaleOutSchema.secretsManager': 'the same',
  salesPerMinute: 'a config key as the user writes it: US dollars, as its description says',
  eventShift: 'a config key as the user writes it: a factor, no unit',
  'saves.*': 'a config key that takes a share as text (30%) or as a plain ratio, by tier',
  'designFactors.*': 'factors by tier: no unit',
  'risk.seed': 'a seed',
  'riskSchema.seed': 'a seed',
  'simulationModelSchema.seed': 'a seed',
  'simulationResultSchema.seed': 'a seed',
  maxConnections: 'a config key as the user writes it: connections',
  'configSchema.riskTarget': 'a config key that takes a share as text (5%) or as a plain ratio',
  'azLoss.probability': 'a config key that takes a share as text (1%) or as a plain ratio',
  'shared.*': 'a config key that takes a share as text (62%) or as a plain ratio, by tier',
  testedCounts: 'unit counts of tests',
  promotionTier: "AWS's own rank of a reader, 0 to 15",
  natGateways: 'a config key as the user writes it: gateways',
  natConnections: 'a config key as the user writes it: connections a unit',
  'costsSchema.reservedCoverage': 'the same',
  'percentiles[].ratio': 'the share of answers that take no longer: a ratio that is the whole of its name',
  'counts.*': 'checks of each status, by the name of the status',
  'weights.*': 'points of a readiness check, by its id, as the user writes them',
  'judgements.*': 'named and given a unit in the catalog',
}

type JsonSchema = {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  additionalProperties?: JsonSchema | boolean
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
}

const branchesOf = (node: JsonSchema): JsonSchema[] => [
  node,
  ...[...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].flatMap(branchesOf),
]

const isNumeric = ({type}: JsonSchema) => [type].flat().some((name) => name === 'number' || name === 'integer')

/** Every key that holds a number or a list of numbers, as a dotted path, so that a failure names the culprit. */
function numericKeys(node: JsonSchema, path: string): string[] {
  return branchesOf(node).flatMap((branch) => {
    const named = Object.entries(branch.properties ?? {}).filter(([key]) => !awsShaped.has(key))
    const extra = typeof branch.additionalProperties === 'object' ? branch.additionalProperties : undefined
    return [
      ...(isNumeric(branch) ? [path] : []),
      ...named.flatMap(([key, child]) => numericKeys(child, `${path}.${key}`)),
      ...(extra === undefined ? [] : numericKeys(extra, `${path}.*`)),
      ...(branch.items === undefined ? [] : numericKeys(branch.items, isNumericList(branch) ? path : `${path}[]`)),
    ]
  })
}

const isNumericList = ({items}: JsonSchema) => items !== undefined && branchesOf(items).some(isNumeric)

function unnamedNumbers(name: string, schema: z.ZodType): string[] {
  const json = z.toJSONSchema(schema, {io: 'input', unrepresentable: 'any'}) as JsonSchema
  return [...new Set(numericKeys(json, name))].filter((path) => {
    const key = path.split('.').at(-1) ?? ''
    const isExempt = Object.keys(exempt).some((end) => path === end || path.endsWith(`.${end}`))
    return path.includes('.') && !isExempt && !unitSuffixes.some((suffix) => key.endsWith(suffix))
  })
}

const folder = new URL('../../src/documents/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
const modules = await Promise.all(files.map((name) => import(new URL(name, folder).href) as Promise<object>))
const schemas = modules
  .flatMap((module) => Object.entries(module))
  .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)

test('schemas are found', () => {
  expect(schemas.length).toBeGreaterThan(30)
})

test.each(schemas)('every number in %s names its unit', (name, schema) => {
  expect(unnamedNumbers(name, schema)).toEqual([])
})

test('the gate sees red: a number without its unit, at any depth', () => {
  const bad = z.strictObject({
    peak: z.number(),
    list: z.array(z.strictObject({cost: z.number().nullable()})),
    map: z.record(z.string(), z.union([z.string(), z.strictObject({inner: z.int()})])),
    series: z.array(z.number().nullable()),
    peakRps: z.number(),
    before: z.strictObject({MaxSize: z.number()}),
  })
  expect(unnamedNumbers('bad', bad)).toEqual(['bad.peak', 'bad.list[].cost', 'bad.map.*.inner', 'bad.series'])
})
