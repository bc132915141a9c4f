import type {Fields} from '../../documents/patch.js'

/** What a call leaves in the fields that it changes: its own value of each, and of what it does not send the old one. */
export function fieldsAfter(before: Fields, input: Fields): Fields {
  return Object.fromEntries(Object.entries(before).map(([field, value]) => [field, input[field] ?? value]))
}
