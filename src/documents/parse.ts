import * as z from 'zod'
import {PlanError} from '../errors.js'

/**
 * Checks a value against a document's schema and returns it typed.
 *
 * `name` is the file as the user knows it. Throws DOCUMENT_INVALID that lists every problem with its path, and
 * DOCUMENT_VERSION when the file is one of ours but of another kind or version.
 */
export function parseDocument<T>({schema, value, name}: {schema: z.ZodType<T>; value: unknown; name: string}): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const found = typeof value === 'object' && value !== null ? (value as {schema?: unknown}).schema : undefined
  const isOther = result.error.issues.some((issue) => issue.path[0] === 'schema')
  if (isOther && typeof found === 'string') {
    throw new PlanError('data', 'DOCUMENT_VERSION', `${name} is a ${found} document, which cannot be read here`, {
      suggestions: ['pass a file that this version of ecom-plan wrote for this purpose'],
      place: {file: name, field: 'schema'},
    })
  }
  throw new PlanError('data', 'DOCUMENT_INVALID', `${name} is not valid\n${z.prettifyError(result.error)}`, {
    suggestions: [`make ${name} anew with ecom-plan, or undo the last edit to it`],
    place: {file: name, field: result.error.issues[0]?.path.join('.') ?? ''},
  })
}
