import type {Fields, Patch} from '../../documents/patch.js'

export type FieldStanding = {
  field: string
  base: unknown
  live: unknown
  planned: unknown
  verdict: 'unchanged' | 'there' | 'moved'
}
export type PatchStanding = {verdict: 'send' | 'already' | 'conflict'; fields: FieldStanding[]}

export function standingOf(patch: Patch, live: Fields): PatchStanding {
  const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
  const fields = Object.keys(patch.after).map((field): FieldStanding => {
    const [base, now, planned] = [patch.before[field], live[field], patch.after[field]]
    const verdict = same(now, planned) ? 'there' : same(now, base) ? 'unchanged' : 'moved'
    return {field, base, live: now, planned, verdict}
  })
  const verdict = fields.some((f) => f.verdict === 'moved')
    ? 'conflict'
    : fields.every((f) => f.verdict === 'there')
      ? 'already'
      : 'send'
  return {verdict, fields}
}
