import {expect, test} from 'vitest'
import {onceAtS} from '../../src/core/recommend/schedule-runs.js'
import {instantOf} from '../../src/core/series/zone.js'
import type {Patch} from '../../src/documents/patch.js'
import {forEstates, runFor, timeoutMs} from './estate-runs.js'

const runOfS = ({request: {input}}: Patch) =>
  onceAtS({schedule: String(input['Schedule'] ?? input['StartTime']), timezone: 'UTC'}) ?? Number.NaN

test(
  'property: whatever the shop, no call sets a desired count, no scheduled action a maximum, and each schedule ends at rest',
  () => {
    let scheduledCount = 0
    forEstates((estate) => {
      const {plan} = runFor(estate)
      const calls = plan.patches.flatMap(({request, undo}) => ('impossible' in undo ? [request] : [request, undo]))
      expect(JSON.stringify(calls)).not.toMatch(/desired_?(capacity|count)"\s*:/i)
      const scheduled = plan.patches.filter(({request}) => request.input['ScheduledActionName'] !== undefined)
      expect(JSON.stringify(scheduled.map(({request}) => request))).not.toMatch(/"Max(Size|Capacity)"/)
      for (const resource of new Set(scheduled.map((patch) => patch.resource))) {
        const own = scheduled.filter((patch) => patch.resource === resource).sort((a, b) => runOfS(a) - runOfS(b))
        const minima = own.map(({request}) => JSON.stringify(request.input).match(/"Min(?:Size|Capacity)":(\d+)/)?.[1])
        const tier = estate.tiers.find(({name}) => resource.endsWith(name) || own[0]?.tier === name)
        expect(Number(minima.at(-1))).toBe(tier?.minCount)
        // At no time a minimum above the maximum: AWS would refuse the action.
        const maximum = plan.patches.find(
          (patch) => patch.resource === resource && 'ends' in patch && patch.ends === 'restore',
        )
        const {MaxSize, MaxCapacity} = {...maximum?.request.input} as Record<string, number>
        const mostCount = MaxSize ?? MaxCapacity ?? tier?.maxCount ?? 0
        expect(Math.max(...minima.map(Number))).toBeLessThanOrEqual(mostCount)
        scheduledCount += own.length
      }
    })
    expect(scheduledCount).toBeGreaterThan(0)
  },
  timeoutMs,
)

test(
  'property: a scheduled action may be put until AWS may run it, a limit until the first of them, and maxima stand first',
  () => {
    forEstates((estate) => {
      const {plan} = runFor(estate)
      for (const patch of plan.patches) {
        const lastS = instantOf(patch.notAfterAt ?? '')
        if (patch.request.input['ScheduledActionName'] !== undefined) {
          expect(runOfS(patch) - lastS).toBe(120)
          continue
        }
        const runs = plan.patches.filter(
          ({resource, request}) => resource === patch.resource && request.input['ScheduledActionName'] !== undefined,
        )
        if (patch.wave === 'limits' && runs.length > 0) {
          expect(lastS).toBe(Math.min(...runs.map(runOfS)) - 120)
          for (const run of runs) expect(plan.patches.indexOf(run)).toBeGreaterThan(plan.patches.indexOf(patch))
        }
      }
      expect(instantOf(plan.expiresAt)).toBeLessThanOrEqual(instantOf(plan.windowStartAt))
    })
  },
  timeoutMs,
)
