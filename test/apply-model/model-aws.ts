import type {Need} from '../../src/documents/need.js'
import type {AwsRequest, Fields} from '../../src/documents/patch.js'
import type {SendOutcome} from '../../src/documents/send-outcome.js'

type Action = {atS: number; minimum: number; content: Fields}

/** A group or a service: what holds it, what it wants to run, and what will change that. */
type Fleet = {minimum: number; maximum: number; desired: number; actions: Map<string, Action>}

type Database = {fields: Record<string, string | number>; pending: {fields: Fields; doneS: number} | null}

/** How long a database is at a change of its class. */
const modifyS = 600

/**
 * A small model of the parts of AWS that patches touch, in memory and by its own clock: as strict as AWS where a plan
 * could do harm. A lowered maximum cuts the desired count at once, a raised minimum raises it, a scheduled action runs
 * once and is gone, a database works at a change and refuses another meanwhile.
 */
export class ModelAws {
  nowS = Date.parse('2026-11-23T12:00:00Z') / 1000
  fleets = new Map<string, Fleet>()
  databases = new Map<string, Database>()
  quotas = new Map<string, {requested: number | null}>()
  /** Every call that changed something, in order. */
  writes: AwsRequest[] = []
  /** Each time that a call has lowered a desired count. */
  cuts: string[] = []

  now(): string {
    return new Date(this.nowS * 1000).toISOString()
  }

  /** Lets time pass: scheduled actions run, databases get done. */
  pass(seconds: number): void {
    this.nowS += seconds
    for (const fleet of this.fleets.values()) this.#runActions(fleet)
    for (const database of this.databases.values()) {
      if (database.pending === null || database.pending.doneS > this.nowS) continue
      Object.assign(database.fields, database.pending.fields)
      database.pending = null
    }
  }

  /** The autoscaler: wants a count, and gets it within its limits. */
  scale(name: string, count: number): void {
    const fleet = this.#fleet(name)
    fleet.desired = Math.min(fleet.maximum, Math.max(fleet.minimum, count))
  }

  /** All that does not move by itself, as text: two worlds with the same text are in the same state. */
  settings(): string {
    const fleets = [...this.fleets].map(([name, {minimum, maximum, actions}]) => [
      name,
      minimum,
      maximum,
      [...actions].sort(),
    ])
    const databases = [...this.databases].map(([name, {fields, pending}]) => [name, {...fields, ...pending?.fields}])
    return JSON.stringify([fleets, databases, [...this.quotas]])
  }

  /** What the fields of a request hold, by the request's own shape. */
  read({operation, input}: AwsRequest, names: readonly string[]): Fields {
    if (operation.includes('Scheduled')) {
      return {
        ScheduledAction: this.#fleet(nameOf(input)).actions.get(text(input, 'ScheduledActionName'))?.content ?? null,
      }
    }
    if (operation === 'RequestServiceQuotaIncrease') return {RequestedValue: this.#quota(input).requested}
    if (operation === 'ModifyDBInstance') return pick(this.#database(input).fields, names)
    const {minimum, maximum} = this.#fleet(nameOf(input))
    return pick({MinSize: minimum, MaxSize: maximum, MinCapacity: minimum, MaxCapacity: maximum}, names)
  }

  needOf({operation, input}: AwsRequest): Need | null {
    if (operation === 'ModifyDBInstance' || operation === 'RequestServiceQuotaIncrease') return null
    const {desired, minimum, maximum} = this.#fleet(nameOf(input))
    return {desiredCount: desired, runningCount: desired, minCount: minimum, maxCount: maximum}
  }

  isUnderWay({operation, input}: AwsRequest): boolean {
    if (operation !== 'ModifyDBInstance') return false
    return this.#database(input).pending !== null
  }

  /** Does what a request asks for, or refuses it. */
  send(request: AwsRequest): SendOutcome {
    const refusal = this.#do(request)
    if (refusal !== null) return {result: 'refused', code: 'ValidationError', message: refusal}
    this.writes.push(request)
    return {result: 'accepted', requestId: `r-${this.writes.length}`}
  }

  /** Another's hand: sets what a request would change to a value of its own. */
  set({operation, input}: AwsRequest, value: number): void {
    if (operation.includes('Scheduled')) {
      const content = {StartTime: '2026-12-24T00:00:00Z', MinSize: value}
      const atS = Date.parse(content.StartTime) / 1000
      this.#fleet(nameOf(input)).actions.set(text(input, 'ScheduledActionName'), {atS, minimum: value, content})
    } else if (operation === 'RequestServiceQuotaIncrease') this.#quota(input).requested = value
    else if (operation === 'ModifyDBInstance') {
      const field = 'DBInstanceClass' in input ? 'DBInstanceClass' : 'AllocatedStorage'
      const database = this.#database(input)
      if (database.pending === null) database.fields[field] = field === 'DBInstanceClass' ? `db.m${value}.large` : value
    } else this.restore({operation, input, service: 'autoscaling'}, {MaxSize: value, MaxCapacity: value})
  }

  /** Another's hand: puts fields to what they are told to be. */
  restore({operation, input}: AwsRequest, fields: Fields): void {
    if (operation.includes('Scheduled')) {
      const {actions} = this.#fleet(nameOf(input))
      const content = fields['ScheduledAction'] as Fields | null
      actions.delete(text(input, 'ScheduledActionName'))
      if (content !== null) this.#schedule(this.#fleet(nameOf(input)), {...input, ...content})
    } else if (operation === 'RequestServiceQuotaIncrease')
      this.#quota(input).requested = number(fields, 'RequestedValue')
    else if (operation === 'ModifyDBInstance') Object.assign(this.#database(input).fields, fields)
    else this.#fleet(nameOf(input)).maximum = number(fields, 'MaxSize') ?? number(fields, 'MaxCapacity') ?? 0
  }

  #do({operation, input}: AwsRequest): string | null {
    if ('DesiredCapacity' in input || 'desiredCount' in input) throw new Error('a desired count was sent')
    if (operation === 'RequestServiceQuotaIncrease') return this.#increase(input)
    if (operation === 'ModifyDBInstance') return this.#modify(input)
    const fleet = this.#fleet(nameOf(input))
    if (operation.startsWith('Delete')) {
      return fleet.actions.delete(text(input, 'ScheduledActionName')) ? null : 'no such scheduled action'
    }
    return operation.includes('Scheduled') ? this.#schedule(fleet, input) : this.#limit(fleet, input)
  }

  #limit(fleet: Fleet, input: Fields): string | null {
    const minimum = number(input, 'MinSize') ?? number(input, 'MinCapacity') ?? fleet.minimum
    const maximum = number(input, 'MaxSize') ?? number(input, 'MaxCapacity') ?? fleet.maximum
    if (minimum > maximum) return 'the minimum is above the maximum'
    Object.assign(fleet, {minimum, maximum})
    if (fleet.desired > maximum) this.cuts.push(`${nameOf(input)} ${fleet.desired} → ${maximum}`)
    fleet.desired = Math.min(maximum, Math.max(minimum, fleet.desired))
    return null
  }

  #schedule(fleet: Fleet, input: Fields): string | null {
    const {AutoScalingGroupName: _group, ResourceId: _id, ScheduledActionName: name, ...rest} = input
    const {ServiceNamespace: _service, ScalableDimension: _dimension, ...content} = rest
    const at = text(content, 'StartTime') || `${/\((.+)\)/.exec(text(content, 'Schedule'))?.[1]}Z`
    const target = content['ScalableTargetAction'] as Fields | undefined
    const minimum = number(content, 'MinSize') ?? number(target ?? {}, 'MinCapacity') ?? 0
    const atS = Date.parse(at) / 1000
    if (atS <= this.nowS) return 'the start time lies in the past'
    fleet.actions.set(String(name), {atS, minimum, content: structuredClone(content)})
    return null
  }

  #modify(input: Fields): string | null {
    const {DBInstanceIdentifier: _id, ApplyImmediately: _now, ...fields} = input
    const database = this.#database(input)
    if (database.pending !== null) return 'the database is being modified'
    if ((number(fields, 'AllocatedStorage') ?? Infinity) < Number(database.fields['AllocatedStorage'])) {
      return 'storage cannot shrink'
    }
    database.pending = {fields, doneS: this.nowS + modifyS}
    return null
  }

  #increase(input: Fields): string | null {
    const quota = this.#quota(input)
    if (quota.requested !== null) return 'there is a request for this quota'
    quota.requested = number(input, 'DesiredValue')
    return null
  }

  #runActions(fleet: Fleet): void {
    const due = [...fleet.actions].filter(([, {atS}]) => atS <= this.nowS).sort(([, a], [, b]) => a.atS - b.atS)
    for (const [name, {minimum}] of due) {
      fleet.actions.delete(name)
      fleet.minimum = Math.min(minimum, fleet.maximum)
      fleet.desired = Math.max(fleet.desired, fleet.minimum)
    }
  }

  #fleet(name: string): Fleet {
    return this.fleets.get(name) ?? missing(name)
  }

  #database(input: Fields): Database {
    const name = text(input, 'DBInstanceIdentifier')
    return this.databases.get(name) ?? missing(name)
  }

  #quota(input: Fields): {requested: number | null} {
    const name = text(input, 'QuotaCode')
    return this.quotas.get(name) ?? missing(name)
  }
}

const text = (input: Fields, field: string) => (typeof input[field] === 'string' ? input[field] : '')
const number = (input: Fields, field: string) => (typeof input[field] === 'number' ? input[field] : null)
const nameOf = (input: Fields) => text(input, 'AutoScalingGroupName') || text(input, 'ResourceId')
const pick = (from: Fields, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, from[name] ?? null]))

function missing(name: string): never {
  throw new Error(`the model has no ${name}`)
}
