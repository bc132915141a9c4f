import fc from 'fast-check'
import {expect, test} from 'vitest'
import {minSizePatches} from '../../../src/core/patch/asg-patches.js'
import {minCapacityPatches} from '../../../src/core/patch/ecs-patches.js'
import {mergePlans} from '../../../src/core/patch/merge-plans.js'
import {mergeSchedules, stepOf} from '../../../src/core/patch/merge-schedules.js'
import {minSchedule} from '../../../src/core/recommend/min-schedule.js'
import type {AutoScalingGroup, EcsService} from '../../../src/documents/inventory.js'
import type {Patch} from '../../../src/documents/patch.js'
import {planSchema} from '../../../src/documents/plan.js'
import {exampleRun} from '../../example-run.js'

const runs = await Promise.all(
  ['black-friday-2026', 'cyber-monday-2026'].map((event) => exampleRun('bright-friday', {event})),
)
const plans = runs.map(({plan, forecast}) => ({plan, peakRps: forecast.peak.p90Rps}))
const merged = mergePlans(plans)
const [friday, monday] = runs.map(({plan}) => plan)

test('one event is its own plan, as it is', () => {
  expect(mergePlans(plans.slice(0, 1))).toBe(friday)
})

test('two events are one plan: from the first to the last, each patch once, ids unique, no action at the time of another', () => {
  expect(planSchema.parse(merged)).toEqual(merged)
  expect(merged).toMatchObject({
    eventId: 'black-friday-2026',
    alsoEventIds: ['cyber-monday-2026'],
    windowStartAt: friday?.windowStartAt,
    windowEndAt: monday?.windowEndAt,
  })
  const ids = merged.patches.map(({id}) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const schedules = merged.changes.flatMap(({schedule}) => (schedule === undefined ? [] : [schedule.steps]))
  for (const steps of schedules) {
    expect(steps.map(({at}) => at)).toEqual(steps.map(({at}) => at).sort())
    expect(steps.length).toBeGreaterThan(6)
  }
  const known = new Set(ids)
  expect(merged.changes.flatMap(({patchIds}) => patchIds).filter((id) => !known.has(id))).toEqual([])
  const times = merged.patches.flatMap((patch) =>
    patch.request.input['ScheduledActionName'] ? [`${patch.resource} ${stepOf(patch).atS}`] : [],
  )
  expect(times.length).toBeGreaterThan(10)
  expect(new Set(times).size).toBe(times.length)
})

test('a maximum is raised once, to the higher of both; names carry the plan that they are of', () => {
  const maximumIn = (patches: readonly Patch[] = []) =>
    patches.flatMap(({id, request}) => (id === 'web-max-size' ? [Number(request.input['MaxSize'])] : []))
  expect(maximumIn(merged.patches)).toEqual([Math.max(...maximumIn(friday?.patches), ...maximumIn(monday?.patches))])
  const names = merged.patches.flatMap(({request}) => String(request.input['ScheduledActionName'] ?? '') || [])
  expect(names.filter((name) => !name.startsWith(`ecom-plan-${merged.planId}-`))).toEqual([])
  expect(names.filter((name) => name.endsWith('-end')).length).toBe(
    new Set(merged.patches.flatMap(({resource, request}) => (request.input['ScheduledActionName'] ? resource : [])))
      .size,
  )
})

const startS = Date.UTC(2026, 10, 27) / 1000
const needs = fc.array(fc.integer({min: 0, max: 60}), {minLength: 1, maxLength: 20})
const group = {name: 'g', minCount: 3, maxCount: 90} as AutoScalingGroup
const service = {cluster: 'c', name: 's', minCount: 3, maxCount: 90} as EcsService

test('property: at every moment the merged minimum is what each event needs, and it ends at rest', () => {
  fc.assert(
    fc.property(needs, needs, fc.integer({min: -30, max: 60}), fc.boolean(), (one, two, gapHours, isGroup) => {
      const stepsOf = (wanted: number[], fromS: number) =>
        minSchedule({needs: wanted, startS: fromS, stepS: 3600, leadS: 660, restingCount: 3, earliestS: 0})
      const put = (planId: string, wanted: number[], fromS: number) => {
        const asked = {tier: 'web', steps: stepsOf(wanted, fromS), planId}
        const drafts = isGroup ? minSizePatches({...asked, group}) : minCapacityPatches({...asked, service})
        return drafts.map((draft): Patch => ({...draft, wave: 'limits', notBeforeAt: null, notAfterAt: null}))
      }
      const secondS = startS + (one.length + gapHours) * 3600
      const schedules = [put('p-1', one, startS), put('p-2', two, secondS)].filter((some) => some.length > 0)
      if (schedules.length === 0) return
      const steps = mergeSchedules(schedules, 'p-1-2').map(stepOf)
      const minimumAt = (atS: number) => steps.findLast((step) => step.atS <= atS)?.minCount ?? 3
      for (const [wanted, fromS] of [
        [one, startS],
        [two, secondS],
      ] as const) {
        wanted.forEach((need, hour) => {
          expect(minimumAt(fromS + hour * 3600)).toBeGreaterThanOrEqual(need)
          expect(minimumAt(fromS + hour * 3600 + 3599)).toBeGreaterThanOrEqual(need)
        })
      }
      expect(steps.at(-1)?.minCount).toBe(3)
      const times = steps.map(({atS}) => atS)
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    }),
  )
})
