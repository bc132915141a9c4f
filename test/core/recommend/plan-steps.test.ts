import {expect, test} from 'vitest'
import {reservationSteps} from '../../../src/core/recommend/capacity-reservations.js'
import {lateBlockers} from '../../../src/core/recommend/late-changes.js'
import {planSteps} from '../../../src/core/recommend/plan-steps.js'
import {makeSetting} from '../tiers/make-setting.js'
import {makeChange, makeInventory, makeLimit} from './make-change.js'

const day = 86_400
const setting = makeSetting()
const iso = (atS: number) => new Date(atS * 1000).toISOString()
const schedule = (minCount: number) => ({
  unit: 'instance' as const,
  restingCount: 4,
  maxCount: minCount,
  steps: [
    {at: iso(setting.windowStartS - 660), minCount},
    {at: iso(setting.windowEndS), minCount: 4},
  ],
})
const change = (minCount = 28) =>
  makeChange({
    id: 'web-min',
    tier: 'web',
    resource: 'shop-web',
    route: 'automatic',
    leadTimeS: 660,
    latestAt: iso(setting.windowStartS - 660),
    downtime: null,
    schedule: schedule(minCount),
  })

function reserve({asOfS = setting.asOfS, type = 'm5.xlarge', minCount = 28} = {}) {
  const group = {
    name: 'shop-web',
    instanceType: type,
    types: [{name: type, weightCount: 1, runningCount: 4}],
    minCount: 4,
    desiredCount: 4,
    zones: ['a', 'b', 'c'],
  } as never
  return reservationSteps({
    changes: [change(minCount)],
    limits: [makeLimit({tier: 'web', kind: 'asg', resource: 'shop-web'})],
    uses: [],
    inventory: makeInventory({autoScalingGroups: [group]}),
    shortRegions: [],
    setting: makeSetting({asOfS}),
  })[0]
}

test('a future-dated reservation: 5 days ahead, 14 days long, at least 32 vCPUs in a zone', () => {
  const step = reserve()
  const startS = setting.windowStartS - 660
  expect(step?.what).toBe('reserve 28 m5.xlarge for web, 10 in each of 3 zones')
  expect(step?.byAt).toBe(iso(startS - 5 * day))
  // m5.xlarge is $0.192 an hour: 24 more than run anyway, 336 h.
  expect(step?.why).toContain(
    `$${Math.round(24 * 336 * 0.192).toLocaleString('en-US')} at most (24 more × 336 h × $0.192)`,
  )
  expect(step?.isAdvice).toBe(true)
})

test('eight m5.xlarge a zone are the least; below that, of other series, or too late it is an immediate one', () => {
  expect(reserve({minCount: 22})?.why).toMatch(/future-dated one from/)
  expect(reserve({minCount: 21})?.why).toMatch(/needs 8 m5\.xlarge in a zone/)
  expect(reserve({minCount: 21})?.byAt).toBe(iso(setting.windowStartS - 660 - day))
  expect(reserve({asOfS: setting.windowStartS - 4 * day})?.why).toMatch(/too late for a future-dated one/)
  const late = reserve({asOfS: setting.windowStartS - 3600})
  expect(late?.isLate).toBe(true)
  expect(late?.stillPossible[0]).toMatch(/^an immediate one from now: \$/)
})

test('a rise below 32 vCPUs is no matter for a reservation', () => expect(reserve({minCount: 11})).toBeUndefined())

const steps = (over: Partial<Parameters<typeof planSteps>[0]> = {}) =>
  planSteps({changes: [], limits: [], needs: [], reservations: [], launchesS: [], freezes: [], setting, ...over})

test('the earliest stands first, and what has no date last', () => {
  const quota = setting.catalog.quotas.ec2StandardVcpuCount
  const common = {label: 'EC2 vCPU', quota, because: '', account: '123456789012', region: 'us-east-1', where: ''}
  const found = steps({
    changes: [change(), makeChange()],
    needs: [
      {...common, neededCount: 300, limitCount: 256},
      {...common, neededCount: 300, limitCount: 400},
    ],
    limits: [makeLimit({tier: 'pay', kind: 'dependency', ask: {byAt: null, contact: 'Ann'}})],
    launchesS: [setting.windowStartS + 3600],
  })
  expect(found.map(({id, byAt}) => [id, byAt])).toEqual([
    ['quota-L-1216C47A-us-east-1', iso(setting.windowStartS - 660 - 3 * day)],
    ['db-class', '2026-11-25T22:30:00.000Z'],
    ['apply', iso(setting.windowStartS - 660)],
    ['launch-2026-11-27T00:00', iso(setting.windowStartS + 3300)],
    ['ask-pay-CPU', null],
  ])
  expect(found[3]?.what).toMatch(/web 28$/)
})

test('what is late says what can still be done, and apply stands as one', () => {
  const asOfS = setting.windowStartS - 7200
  const known = {
    limits: [makeLimit(), makeLimit({tier: 'web', breakAtRps: 500} as never)],
    freezes: [],
    setting: makeSetting({asOfS}),
  }
  const path = {chosen: 'in place', because: '', options: []}
  const [late, ...rest] = lateBlockers({changes: [makeChange({path}), change()], ...known})
  expect(rest).toEqual([])
  expect(late?.message).toBe('db: instance class should have been ordered by Wed 25 Nov 22:30 (it takes 30 min).')
  expect(late?.next).toMatch(
    /the change in place until Thu 26 Nov 22:30, without a day to undo it.*admit at most 800 req\/s/,
  )
  expect(late?.next).not.toMatch(/replica/)
  const open = {...known, setting: makeSetting({asOfS: setting.windowStartS + 3600})}
  const two = lateBlockers({changes: [change(), {...change(), id: 'web-max', leadTimeS: 0}], ...open})
  expect(two).toHaveLength(1)
  expect(two[0]?.message).toMatch(/^web: 2 changes/)
  expect(two[0]?.next).toMatch(/apply it now: the units are there 11 min later/)
})

test('a freeze that is on is said, and an exception named first', () => {
  const freezes = [{startS: setting.asOfS - day, endS: setting.windowEndS}]
  const changes = [{...change(), latestAt: iso(setting.asOfS - day)}]
  const [late] = lateBlockers({changes, limits: [], freezes, setting})
  expect(late?.message).toMatch(/a freeze is on/)
  expect(late?.next).toMatch(/^still possible: an exception from the freeze/)
})
