import type {Patch} from '../documents/patch.js'
import {type EventClock, utcIso} from './time.js'

/** `MaxSize 36 → 60`: one field that a call changes; `isChanged` is false where the estate is already there. */
export type FieldChange = {field: string; from: string; to: string; isChanged: boolean}

/** A value of an AWS request or answer in one line. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** `EC2 Auto Scaling group`, `ECS service`, `RDS instance`: what a patch's resource is. */
export function resourceKind({request}: Patch): string {
  const {service, input} = request
  if (service === 'autoscaling') return 'EC2 Auto Scaling group'
  if (service === 'rds') return input['DBClusterIdentifier'] === undefined ? 'RDS instance' : 'database cluster'
  if (service === 'servicequotas') return 'quota'
  if (service === 'elasticloadbalancing') return 'load balancer'
  if (service === 'ec2') return 'capacity reservation'
  if (service === 'ecs') return 'ECS'
  if (input['ServiceNamespace'] === 'rds') return 'readers of a database cluster'
  return input['ServiceNamespace'] === 'ecs' ? 'ECS service' : 'scalable target'
}

export function isScheduledAction({request}: Patch): boolean {
  return typeof request.input['ScheduledActionName'] === 'string'
}

/**
 * The fields that a call changes, from what they hold now to what it leaves. Fields that the plan read and the call does
 * not change come with the same value on both sides.
 */
export function fieldChanges(patch: Patch, live: Record<string, unknown> | undefined): FieldChange[] {
  return Object.keys({...patch.before, ...live}).map((field) => {
    const now = live !== undefined && field in live ? live[field] : patch.before[field]
    const next = field in patch.after ? patch.after[field] : now
    const [from, to] = [valueText(now), valueText(next)]
    return {field, from, to, isChanged: from !== to}
  })
}

/** `Thu 26 Nov 23:15 EST` from either service's way of saying when; its own words where it is no single UTC time. */
export function actionStart({request}: Patch, clock: EventClock): string {
  const {StartTime, Schedule, Timezone} = request.input
  if (typeof StartTime === 'string') return clock.stamp(StartTime)
  const at = typeof Schedule === 'string' ? /^at\((.+)\)$/.exec(Schedule)?.[1] : undefined
  if (at !== undefined && (Timezone === undefined || Timezone === 'UTC')) return clock.stamp(utcIso(`${at}Z`))
  return `${valueText(Schedule)} ${Timezone === undefined ? '' : valueText(Timezone)}`.trimEnd()
}

const limitWords: Record<string, string> = {
  MinSize: 'min',
  MaxSize: 'max',
  MinCapacity: 'min',
  MaxCapacity: 'max',
  DesiredCapacity: 'desired',
}

/** `min 54, max 66`: the limits that a scheduled action sets. */
export function actionLimits({request}: Patch): string {
  const target = request.input['ScalableTargetAction']
  const fields = typeof target === 'object' && target !== null ? target : request.input
  return Object.entries(fields)
    .flatMap(([field, value]) => (limitWords[field] === undefined ? [] : [`${limitWords[field]} ${valueText(value)}`]))
    .join(', ')
}

/** `Thu 26 Nov 23:15 EST   min 54`: the scheduled action that a field holds; its own words where it is not read. */
export function actionFieldWords(value: unknown, clock: EventClock): string {
  if (typeof value !== 'object' || value === null) return valueText(value)
  const request = {service: 'autoscaling' as const, operation: '', input: value as Record<string, unknown>}
  const of = {request} as Patch
  return `${actionStart(of, clock)}   ${actionLimits(of)}`
}
