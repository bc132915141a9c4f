import type {AwsObject} from '../../documents/snapshot.js'
import {PlanError} from '../../errors.js'

/** An object of AWS's own shape, and where it stands in the snapshot (`services[2].deploymentConfiguration`). */
export type AwsElement = {readonly at: string; readonly value: AwsObject}

/** The elements of one snapshot list, each knowing its place. */
export function elementsOf(list: string, values: readonly AwsObject[]): AwsElement[] {
  return values.map((value, index) => ({at: `${list}[${index}]`, value}))
}

/** A text that must be there. Throws SNAPSHOT_INVALID with list, index and field, like all functions of this file. */
export function textAt(element: AwsElement, field: string): string {
  return present(element, field, optionalTextAt(element, field), 'text')
}

export function optionalTextAt(element: AwsElement, field: string): string | null {
  const value = element.value[field] ?? null
  if (value === null || typeof value === 'string') return value
  throw invalid(element, field, `expected text, found ${JSON.stringify(value)}`)
}

/** A finite number that is not negative and must be there. */
export function numberAt(element: AwsElement, field: string): number {
  return present(element, field, optionalNumberAt(element, field), 'a number')
}

/** A number, or a text that ECS writes a number as; null when the field is missing. */
export function optionalNumberAt(element: AwsElement, field: string): number | null {
  const value = element.value[field] ?? null
  if (value === null) return null
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number) && number >= 0) return number
  throw invalid(element, field, `expected a number of 0 or more, found ${JSON.stringify(value)}`)
}

/** A whole number of 0 or more that must be there. */
export function countAt(element: AwsElement, field: string): number {
  return present(element, field, optionalCountAt(element, field), 'a whole number')
}

export function optionalCountAt(element: AwsElement, field: string): number | null {
  const value = optionalNumberAt(element, field)
  if (value === null || Number.isInteger(value)) return value
  throw invalid(element, field, `expected a whole number, found ${value}`)
}

/** AWS leaves a flag out that is off. */
export function flagAt(element: AwsElement, field: string): boolean {
  const value = element.value[field] ?? false
  if (typeof value === 'boolean') return value
  throw invalid(element, field, `expected true or false, found ${JSON.stringify(value)}`)
}

export function optionalObjectAt(element: AwsElement, field: string): AwsElement | null {
  const value = element.value[field] ?? null
  if (value === null) return null
  if (isObject(value)) return {at: `${element.at}.${field}`, value}
  throw invalid(element, field, 'expected an object')
}

export function objectAt(element: AwsElement, field: string): AwsElement {
  return present(element, field, optionalObjectAt(element, field), 'an object')
}

/** The objects of a list; AWS leaves a list out that is empty. */
export function objectsAt(element: AwsElement, field: string): AwsElement[] {
  return listAt(element, field).map((value, index) => {
    if (isObject(value)) return {at: `${element.at}.${field}[${index}]`, value}
    throw invalid(element, `${field}[${index}]`, 'expected an object')
  })
}

export function textsAt(element: AwsElement, field: string): string[] {
  return listAt(element, field).map((value, index) => {
    if (typeof value === 'string') return value
    throw invalid(element, `${field}[${index}]`, `expected text, found ${JSON.stringify(value)}`)
  })
}

/** The error for an element that is well-formed field by field and still makes no sense. */
export function invalid(element: AwsElement, field: string, why: string): PlanError {
  return new PlanError('data', 'SNAPSHOT_INVALID', `the snapshot's ${element.at}.${field} cannot be read: ${why}`, {
    suggestions: ['read the estate anew with inventory: {source: aws}, or correct that field as AWS spells it'],
    place: {file: 'snapshot', field: `${element.at}.${field}`},
  })
}

function listAt(element: AwsElement, field: string): unknown[] {
  const value = element.value[field] ?? []
  if (Array.isArray(value)) return value
  throw invalid(element, field, 'expected a list')
}

function present<T>(element: AwsElement, field: string, value: T | null, expected: string): T {
  if (value !== null) return value
  throw invalid(element, field, `expected ${expected}, found nothing`)
}

function isObject(value: unknown): value is AwsObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
