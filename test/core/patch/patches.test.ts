import fc from 'fast-check'
import {expect, test} from 'vitest'
import {minSizePatches} from '../../../src/core/patch/asg-patches.js'
import {drift} from '../../../src/core/patch/drift.js'
import {minCapacityPatches} from '../../../src/core/patch/ecs-patches.js'
import {orderPatches} from '../../../src/core/patch/order-patches.js'
import {minSchedule} from '../../../src/core/recommend/min-schedule.js'
import type {AutoScalingGroup, EcsService} from '../../../src/documents/inventory.js'
import type {Patch} from '../../../src/documents/patch.js'
import {exampleRun} from '../../example-run.js'

const runs = await Promise.all(['bright-friday', 'database-bound', 'quiet-tuesday'].map((name) => exampleRun(name)))
const patches = runs.flatMap((run) => run.plan.patches)

test('DesiredCapacity is never sent, and no scheduled action names a maximum', () => {
  expect(patches.length).toBeGreaterThan(30)
  expect(JSON.stringify(patches.map(({request, undo}) => [request, undo]))).not.toMatch(/Desired(Capacity|Count)"?:/)
  const scheduled = patches.filter(({request}) => /^Put.*Action$/.test(request.operation))
  expect(JSON.stringify(scheduled.map(({request}) => request.input))).not.toMatch(/Max(Size|Capacity)/)
})

/** What is asked for and reserved; databases; maxima; minima; what is made beside. */
function stepOf(operation: string): number {
  if (/^(Request|ModifyCapacity|CreateCapacity)/.test(operation)) return 0
  if (/^(Create|Modify)DB/.test(operation)) return 1
  if (/^(Update|Register)/.test(operation)) return 2
  return /^Put.*Action$/.test(operation) ? 3 : 4
}

test('maxima stand before minima, what a person sends stands last', () => {
  for (const run of runs) {
    const order = run.plan.patches.map(({route, request}) => (route === 'manual' ? 9 : stepOf(request.operation)))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(
      orderPatches([...run.plan.patches].reverse())
        .map(({route}) => route)
        .join(),
    ).toMatch(/^(automatic,?)*(manual,?)*$/)
  }
})

test('names carry the plan, are unique for each resource and within AWS limits; ids are unique', () => {
  for (const {plan} of runs) {
    const names = plan.patches.flatMap(({resource, request}) => {
      const name = request.input['ScheduledActionName']
      return typeof name === 'string' ? [`${resource} ${name}`] : []
    })
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => !name.includes(plan.planId) || name.length > 255)).toEqual([])
    expect(new Set(plan.patches.map(({id}) => id)).size).toBe(plan.patches.length)
  }
})

test('applied and undone, a model of the resource is as it was', () => {
  for (const patch of patches) {
    // A reset names no field; test/aws/patch-kinds.test.ts has it there and back.
    if ('impossible' in patch.undo || 'ResetCapacityReservation' in patch.undo.input) continue
    const live: Record<string, unknown> = structuredClone(patch.before)
    send(live, patch.request)
    expect(drift({patches: [patch], live: {[patch.id]: live}}).length).toBeGreaterThan(0)
    send(live, patch.undo)
    expect(drift({patches: [patch], live: {[patch.id]: live}})).toEqual([])
  }
})

/** What AWS would hold after a call, of the fields that a patch names. */
function send(live: Record<string, unknown>, request: Patch['request']): void {
  if (request.operation.startsWith('Put')) live['ScheduledAction'] = request.input
  else if (request.operation === 'DeleteDBInstance') live['DBInstance'] = null
  else if (request.operation.startsWith('CreateDBInstance')) live['DBInstance'] = request.input
  else if (request.operation.startsWith('Delete')) live['ScheduledAction'] = null
  else for (const key of Object.keys(live)) if (key in request.input) live[key] = request.input[key]
}

test('nothing has drifted from its own base', () => {
  const live = Object.fromEntries(patches.map((patch) => [patch.id, patch.before]))
  expect(drift({patches, live})).toEqual([])
  const first = patches.find(({before}) => 'MaxSize' in before)
  if (first === undefined) throw new Error('no patch')
  expect(drift({patches: [first], live: {[first.id]: {MaxSize: 1}}})).toHaveLength(1)
})

const group = {name: 'g', minCount: 2, maxCount: 50} as AutoScalingGroup
const service = {cluster: 'c', name: 's', minCount: 2, maxCount: 50} as EcsService

test('property: both kinds of schedule say the same steps in UTC, in the future, ending at rest', () => {
  const needs = fc.array(fc.integer({min: 0, max: 50}), {minLength: 1, maxLength: 30})
  fc.assert(
    fc.property(needs, (wanted) => {
      const startS = Date.UTC(2026, 10, 27) / 1000
      const steps = minSchedule({
        needs: wanted,
        startS,
        stepS: 3600,
        leadS: 600,
        restingCount: 2,
        earliestS: startS - 86_400,
      })
      const asg = minSizePatches({tier: 't', group, steps, planId: 'p-1'})
      const ecs = minCapacityPatches({tier: 't', service, steps, planId: 'p-1'})
      expect(asg).toHaveLength(steps.length)
      asg.forEach((patch, i) => {
        const {StartTime, MinSize} = patch.request.input as {StartTime: string; MinSize: number}
        const {Schedule, Timezone, ScalableTargetAction} = (ecs[i]?.request.input ?? {}) as {
          Schedule: string
          Timezone: string
          ScalableTargetAction: {MinCapacity: number}
        }
        expect(`${Schedule} ${Timezone}`).toBe(`at(${StartTime.slice(0, 19)}) UTC`)
        expect(ScalableTargetAction).toEqual({MinCapacity: MinSize})
      })
      if (steps.length > 0) expect(asg.at(-1)?.request.input).toMatchObject({MinSize: 2})
    }),
  )
})
