import type {AwsObject} from '../documents/snapshot.js'

/** A field that AWS always fills, of an object that AWS itself gave. */
export function textOf(element: AwsObject, field: string): string {
  const value = element[field]
  return typeof value === 'string' ? value : ''
}

/** The objects of a list field; none when AWS left the list out. */
export function objectsOf(element: AwsObject, field: string): AwsObject[] {
  const value = element[field]
  return Array.isArray(value) ? (value as AwsObject[]) : []
}

/** The texts of a list field; none when AWS left the list out. */
export function textsOf(element: AwsObject, field: string): string[] {
  const value = element[field]
  return Array.isArray(value) ? (value as string[]) : []
}

/** An object field; an empty one when AWS left it out. */
export function objectOf(element: AwsObject, field: string): AwsObject {
  const value = element[field]
  return typeof value === 'object' && value !== null ? (value as AwsObject) : {}
}
