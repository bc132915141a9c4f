import {type Claim, claimsOf, restoreTo} from '../../../src/core/apply/claims.js'
import {restInventory} from '../../../src/core/inventory/rest-inventory.js'
import {orderPatches} from '../../../src/core/patch/order-patches.js'
import {timePatches} from '../../../src/core/patch/time-patches.js'
import {instantOf, isoOf} from '../../../src/core/series/zone.js'
import {assessAsg} from '../../../src/core/tiers/frontend-asg.js'
import type {CapacityModel} from '../../../src/documents/capacity-model.js'
import type {AutoScalingGroup} from '../../../src/documents/inventory.js'
import type {Patch} from '../../../src/documents/patch.js'
import type {Receipt} from '../../../src/documents/receipt.js'
import {makeInventory} from '../recommend/make-change.js'
import {makeSetting} from '../tiers/make-setting.js'
import {makeReceipt} from './make-receipt.js'

const hourS = 3600
const unitRps = 100
const latenessS = 120

type Action = {StartTime: string; MinSize: number}
type ShopEvent = {eventId: string; planId: string; windowStartS: number; needs: readonly number[]}

/**
 * One Auto Scaling group as AWS keeps it: limits, and scheduled actions that are gone once they have run. Plans are made
 * with the product's own sizing and applied as apply does: what is there already is not sent, what has moved stops it.
 */
export class SmallShop {
  minSize: number
  maxSize: number
  readonly actions = new Map<string, Action>()
  readonly receipts: Receipt[] = []
  /** Every moment at which the minimum became another, with what it became. */
  readonly minima: {atS: number; minSize: number}[] = []
  atS: number

  constructor({minSize, maxSize, atS}: {minSize: number; maxSize: number; atS: number}) {
    this.minSize = minSize
    this.maxSize = maxSize
    this.atS = atS
  }

  /** Runs what is scheduled until then, in the order of time. */
  waitUntil(atS: number): void {
    const due = [...this.actions].filter(([, {StartTime}]) => instantOf(StartTime) <= atS)
    for (const [name, {StartTime, MinSize}] of due.sort(
      ([, a], [, b]) => instantOf(a.StartTime) - instantOf(b.StartTime),
    )) {
      if (MinSize > this.maxSize) throw new Error(`${name} raises the minimum to ${MinSize}, above ${this.maxSize}`)
      this.minSize = MinSize
      this.minima.push({atS: instantOf(StartTime), minSize: MinSize})
      this.actions.delete(name)
    }
    this.atS = atS
  }

  /** Plans for needs in units an hour, with or without the receipts of what was applied. */
  plan({planId, windowStartS, needs}: ShopEvent, claims: readonly Claim[] = claimsOf(this.receipts)): Patch[] {
    const rates = (count: number) => ({p50Rps: count * unitRps, p90Rps: count * unitRps, p99Rps: count * unitRps})
    const setting = makeSetting({
      planId,
      asOfS: this.atS,
      windowStartS,
      windowEndS: windowStartS + needs.length * hourS,
      windowHours: needs.length,
      targetUtilizationRatio: 1,
      azLoss: {zoneCount: 0, quantile: 'p50'},
      peak: rates(Math.max(...needs)),
      path: needs.map((count, hour) => ({at: isoOf(windowStartS + hour * hourS), ...rates(count)})),
    })
    const inventory = restInventory({
      inventory: {...makeInventory({autoScalingGroups: [this.group()]}), capturedAt: isoOf(this.atS)},
      claims,
      latenessS,
    })
    const [group] = inventory.autoScalingGroups
    if (group === undefined) throw new Error('no group')
    const type = {name: 'c7g.xlarge', vcpuCount: 4, memoryGib: 8, maxEniCount: 4}
    const found = assessAsg({
      tier: 'web',
      group,
      fleet: {types: [{type, weightCount: 1, runningCount: 3}], distribution: null},
      startupS: 240,
      model,
      setting,
    })
    const {patches, changes} = found
    return orderPatches(timePatches({patches, changes, freezes: [], setting}))
  }

  apply(event: ShopEvent, patches: readonly Patch[]): void {
    const [index, {account, region}] = [this.receipts.length, makeInventory()]
    const states = patches.map((patch) => {
      const live = this.fieldsOf(patch)
      if (isSame(live, patch.after)) return {patch, isSent: false, live}
      if (!isSame(live, patch.before)) throw new Error(`${patch.id} has moved: ${JSON.stringify([patch.before, live])}`)
      this.send(patch.request)
      return {patch, isSent: true, live}
    })
    const receipt = makeReceipt({
      patches: [],
      applyId: `a-${index}`,
      eventId: event.eventId,
      planId: event.planId,
      account,
      region,
      openedAt: isoOf(this.atS),
    })
    this.receipts.push({
      ...receipt,
      patches: states.map((one) => ({...one, state: 'verified' as const, at: receipt.openedAt, message: null})),
    })
  }

  /** Puts back what has no end of its own. */
  restore(eventId: string): void {
    const claims = claimsOf(this.receipts)
    for (const claim of claims.filter((one) => one.eventIds.includes(eventId) && one.patch.ends === 'restore')) {
      this.maxSize = restoreTo(claim, claims) as number
      if (this.maxSize < this.minSize) throw new Error(`the maximum ${this.maxSize} is below the minimum`)
    }
    for (const receipt of this.receipts.filter((one) => one.eventId === eventId)) {
      for (const one of receipt.patches) one.state = 'undone'
    }
  }

  private group(): AutoScalingGroup {
    return {
      ...restingGroup,
      minCount: this.minSize,
      maxCount: this.maxSize,
      desiredCount: this.minSize,
      scheduledActions: [...this.actions].map(([name, {StartTime, MinSize}]) => ({
        name,
        schedule: StartTime,
        timezone: null,
        minCount: MinSize,
        maxCount: null,
        desiredCount: null,
      })),
    }
  }

  private fieldsOf({request: {input}}: Patch): Record<string, unknown> {
    const name = input['ScheduledActionName']
    return typeof name === 'string' ? {ScheduledAction: this.actions.get(name) ?? null} : {MaxSize: this.maxSize}
  }

  private send({operation, input}: Patch['request']): void {
    const {ScheduledActionName, StartTime, MinSize, MaxSize} = input as {
      ScheduledActionName: string
      MaxSize: number
    } & Action
    if (operation === 'UpdateAutoScalingGroup') this.maxSize = MaxSize
    else {
      const isTaken = [...this.actions].some(
        ([name, one]) => name !== ScheduledActionName && one.StartTime === StartTime,
      )
      if (isTaken) throw new Error(`AWS rejects a second action at ${StartTime}`)
      this.actions.set(ScheduledActionName, {StartTime, MinSize})
    }
  }
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

const model: CapacityModel = {
  schema: 'ecom-plan.capacity-model/v1',
  tier: 'web',
  unit: 'instance',
  unitRps,
  origin: 'production',
  estimates: [{origin: 'production', unitRps, evidence: 'measured', isExtrapolated: false}],
  disagreementRatio: 0,
  visitCount: 1,
  visitOrigin: 'given',
}

const restingGroup: AutoScalingGroup = {
  name: 'shop-web',
  minCount: 0,
  maxCount: 0,
  desiredCount: 0,
  instanceType: 'c7g.xlarge',
  types: [{name: 'c7g.xlarge', weightCount: null, runningCount: 3}],
  distribution: null,
  warmPool: null,
  cpuCreditMode: null,
  volumeGib: null,
  isRebalanced: true,
  subnets: [],
  zones: ['a'],
  targetGroups: [],
  warmupS: null,
  policies: [],
  scheduledActions: [],
  owner: null,
  stack: null,
}
