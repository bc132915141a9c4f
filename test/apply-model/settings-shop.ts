import {claimsOf} from '../../src/core/apply/claims.js'
import {restorePatches} from '../../src/core/apply/restore-patches.js'
import {threeWay} from '../../src/core/apply/three-way.js'
import {estateFields} from '../../src/core/patch/estate-fields.js'
import {heldPatches} from '../../src/core/patch/held-patches.js'
import {classPatch} from '../../src/core/patch/rds-patches.js'
import {instancePatch, lcuPatch} from '../../src/core/patch/reservation-patches.js'
import {timePatches} from '../../src/core/patch/time-patches.js'
import {groupWishes} from '../../src/core/recommend/group-wishes.js'
import {serviceWishes} from '../../src/core/recommend/service-wishes.js'
import type {GroupPeak, ServicePeak} from '../../src/documents/config-peak.js'
import type {AutoScalingGroup, EcsService, Inventory} from '../../src/documents/inventory.js'
import type {AwsRequest, DraftPatch, Fields, Patch} from '../../src/documents/patch.js'
import type {Receipt} from '../../src/documents/receipt.js'
import {makeReceipt} from '../core/apply/make-receipt.js'
import {makeDatabase, makeInventory} from '../core/recommend/make-change.js'
import {makeSetting} from '../core/tiers/make-setting.js'

/** Classes of the database, from small to large. */
export const classes = ['db.r6g.large', 'db.r6g.xlarge', 'db.r6g.2xlarge', 'db.r6g.4xlarge']

/** What an event needs; the peak of the config is the same for all of them. */
export type Needs = {eventId: string; lcuCount: number | null; classRank: number; reservedCount: number | null}

const target = (metric: string) => ({
  PredefinedMetricSpecification: {PredefinedMetricType: metric},
  TargetValue: 60,
  DisableScaleIn: false,
})
const policy = (name: string, metric: string) => ({
  ...{name, type: 'TargetTrackingScaling', metric, target: '60'},
  configuration: target(metric),
})

const october = (): Inventory =>
  makeInventory({
    autoScalingGroups: [
      {
        ...({name: 'shop-web', owner: null, distribution: null, warmPool: null, warmupS: null} as AutoScalingGroup),
        policies: [policy('cpu', 'ASGAverageCPUUtilization')],
      },
    ],
    ecsServices: [
      {
        ...({cluster: 'shop', name: 'cart', capacityProvider: 'hosts'} as EcsService),
        policies: [policy('cpu', 'ECSServiceAverageCPUUtilization')],
      },
    ],
    capacityProviders: [
      {
        ...{name: 'hosts', autoScalingGroup: 'hosts', targetCapacityRatio: 1, isManaged: true},
        ...{minimumStepCount: 1, maximumStepCount: 10, warmupS: 300},
      },
    ],
    databases: [makeDatabase({id: 'orders', class: classes[0] ?? ''})],
  })

/**
 * What of a shop has no end of its own, as AWS keeps it. Plans are made with the product's own builders from what the
 * estate shows, and applied and restored as the commands do: what is there is not sent, what has moved stops it.
 */
export class SettingsShop {
  readonly inventory = october()
  lcu: Fields | null = null
  resolutionS: Record<string, number> = {CPUUtilization: 60, MemoryUtilization: 60}
  readonly reserved = new Map<string, Fields>()
  receipts: Receipt[] = []

  /** All of it as text: two shops with the same text are the same. */
  state(): string {
    return JSON.stringify([this.inventory, this.lcu, this.resolutionS, [...this.reserved]])
  }

  plan({eventId, lcuCount, classRank, reservedCount}: Needs, peak: {group: GroupPeak; service: ServicePeak}): Patch[] {
    const setting = makeSetting({planId: `p-${eventId}`})
    const [group, service, provider, database] = this.#parts()
    const rank = classes.indexOf(database.class)
    const arn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/shop/1'
    const reservation = {
      tier: 'web',
      resource: 'shop-web',
      planId: setting.planId,
      instanceType: 'c7g.large',
      zone: 'a',
    }
    const drafts: DraftPatch[] = [
      ...groupWishes({tier: 'web', group, peak: peak.group, setting}).wishes.flatMap(({patches}) => patches),
      ...serviceWishes({tier: 'cart', service, provider, peak: peak.service}).wishes.flatMap(({patches}) => patches),
      ...(lcuCount === null ? [] : [lcuPatch({tier: 'alb', balancer: {name: 'shop', arn}, lcuCount})]),
      ...(classRank <= rank ? [] : [classPatch({tier: 'db', database, toClass: classes[classRank] ?? ''})]),
      ...(reservedCount === null
        ? []
        : [instancePatch({...reservation, instanceCount: reservedCount, endAt: '2026-12-02T00:00:00Z'})]),
    ]
    const patches = heldPatches({
      ...{patches: drafts, claims: claimsOf(this.receipts), eventId, inventory: this.inventory},
      tiers: new Set(['web', 'cart', 'alb', 'db']),
    })
    return timePatches({patches, changes: [], freezes: [], setting})
  }

  apply(eventId: string, patches: readonly Patch[]): void {
    const states = patches.map((patch) => ({patch, live: this.#read(patch), isSent: this.#bring(patch)}))
    const i = this.receipts.length
    const openedAt = new Date(Date.UTC(2026, 10, 1 + i)).toISOString()
    const of = {applyId: `a-${i}`, planId: `p-${eventId}`, eventId, openedAt, patches: []}
    const rest = {state: 'verified' as const, at: openedAt, message: null}
    this.receipts.push({...makeReceipt(of), patches: states.map((one) => ({...one, ...rest}))})
  }

  restore(eventId: string): void {
    for (const patch of restorePatches({receipts: this.receipts, eventId}).patches) this.#bring(patch)
    for (const receipt of this.receipts.filter((one) => one.eventId === eventId)) {
      receipt.patches = receipt.patches.map((one) => ({...one, state: 'undone' as const}))
    }
  }

  #parts() {
    const {autoScalingGroups, ecsServices, capacityProviders, databases} = this.inventory
    const [[group], [service], [provider], [database]] = [autoScalingGroups, ecsServices, capacityProviders, databases]
    if (!group || !service || !provider || !database) throw new Error('the shop is not whole')
    return [group, service, provider, database] as const
  }

  #read({request, after, place}: Patch): Fields {
    const tag = String(request.input['ClientToken'] ?? request.input['CapacityReservationId']).replace(
      /^tag:ecom-plan=/,
      '',
    )
    const unseen: Fields = {
      MinimumLoadBalancerCapacity: this.lcu,
      monitoring: this.resolutionS,
      CapacityReservation: this.reserved.get(tag.replace(/^ecom-plan-/, '')) ?? null,
    }
    const shown = estateFields({request, after, ...(place === undefined ? {} : {place})}, this.inventory)
    return Object.fromEntries(Object.keys(after).map((field) => [field, unseen[field] ?? shown[field] ?? null]))
  }

  /** Sends a patch as apply does; whether there was anything to send. */
  #bring(patch: Patch): boolean {
    const {verdict} = threeWay(patch, this.#read(patch))
    const say = () => JSON.stringify([patch.id, patch.before, this.#read(patch), patch.after])
    if (verdict === 'conflict') throw new Error(`it has moved: ${say()}`)
    if (verdict === 'already') return false
    this.#send(patch.request)
    if (threeWay(patch, this.#read(patch)).verdict !== 'already')
      throw new Error(`the call does something else: ${say()}`)
    return true
  }

  #send({operation, input}: AwsRequest): void {
    const [group, service, provider, database] = this.#parts()
    const metrics = (input['Metrics'] ?? []) as string[]
    const collected = group.collectedMetrics ?? []
    const calls: Record<string, () => unknown> = {
      PutWarmPool: () => {
        const state = String(input['PoolState']).toLowerCase() as 'stopped'
        group.warmPool = {state, minCount: Number(input['MinSize']), maxPreparedCount: null, readyCount: 0}
      },
      DeleteWarmPool: () => Object.assign(group, {warmPool: null}),
      UpdateAutoScalingGroup: () => {
        const seconds = Number(input['DefaultInstanceWarmup'])
        group.warmupS = seconds < 0 ? null : seconds
      },
      EnableMetricsCollection: () => Object.assign(group, {collectedMetrics: [...collected, ...metrics].sort()}),
      DisableMetricsCollection: () => {
        const left = collected.filter((name) => !metrics.includes(name))
        if (left.length === 0) delete group.collectedMetrics
        else group.collectedMetrics = left
      },
      PutScalingPolicy: () => {
        const isGroup = 'TargetTrackingConfiguration' in input
        const [one] = isGroup ? group.policies : service.policies
        const to = input[isGroup ? 'TargetTrackingConfiguration' : 'TargetTrackingScalingPolicyConfiguration'] as Fields
        const metric = (to['PredefinedMetricSpecification'] as Fields)['PredefinedMetricType']
        Object.assign(one ?? {}, {configuration: to, metric, target: String(to['TargetValue'])})
      },
      UpdateService: () => {
        const {metricConfigurations} = input['monitoring'] as {metricConfigurations: Record<string, unknown>[]}
        for (const {metricNames, resolutionSeconds} of metricConfigurations) {
          for (const name of metricNames as string[]) this.resolutionS[name] = Number(resolutionSeconds)
        }
      },
      UpdateCapacityProvider: () => {
        const {managedScaling} = input['autoScalingGroupProvider'] as {managedScaling: Fields}
        provider.targetCapacityRatio = Number(managedScaling['targetCapacity']) / 100
      },
      ModifyCapacityReservation: () => {
        this.lcu = (input['MinimumLoadBalancerCapacity'] as Fields | undefined) ?? null
      },
      ModifyDBInstance: () => Object.assign(database, {class: input['DBInstanceClass']}),
      CreateCapacityReservation: () => {
        const {InstanceType, AvailabilityZone, InstanceCount} = input
        const held = {InstanceType, AvailabilityZone, TotalInstanceCount: InstanceCount}
        this.reserved.set(String(input['ClientToken']).replace(/^ecom-plan-/, ''), held)
      },
      CancelCapacityReservation: () =>
        this.reserved.delete(String(input['CapacityReservationId']).replace(/^tag:ecom-plan=/, '')),
    }
    const call = calls[operation]
    if (call === undefined) throw new Error(`the model has no ${operation}`)
    call()
  }
}
