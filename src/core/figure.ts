/** Figures as they stand in a sentence. Layout, columns and local times are the report's. */

// A formatter costs as much as a hundred figures, so each is made once.
const byDigits = [0, 1, 2].map((digits) => new Intl.NumberFormat('en-US', {maximumFractionDigits: digits}))

// A plan is sized many times over with the same figures in its words, and Intl takes a microsecond for each.
const known = new Map<number, string>()
const mostKnown = 20_000

/** `10,210`, or two to three leading digits when it is small. */
export function figure(value: number): string {
  const before = known.get(value)
  if (before !== undefined) return before
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : Math.abs(value) >= 10 ? 1 : 2
  const text = byDigits[digits]?.format(value) ?? String(value)
  if (known.size < mostKnown) known.set(value, text)
  return text
}

/** A ratio as `86 %`. */
export function percent(ratio: number, digits = 0): string {
  return `${(ratio * 100).toFixed(digits)} %`
}

/** `$1,240` or `$3.50`. */
export function dollars(usd: number): string {
  const digits = Math.abs(usd) >= 100 || Number.isInteger(usd) ? 0 : 2
  const text = digits === 0 ? figure(Math.round(Math.abs(usd))) : Math.abs(usd).toFixed(2)
  return `${usd < 0 ? '-' : ''}$${text}`
}

/** `1 task`, `12 tasks`. */
export function counted(count: number, noun: string): string {
  return `${figure(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `250 ms` or `1.5 s`. */
export function seconds(valueS: number): string {
  return valueS < 1 ? `${Math.round(valueS * 1000)} ms` : `${figure(valueS)} s`
}

/** `90 s`, `25 min`, `6 h`, `3 d`: a span in its largest fitting unit. */
export function span(valueS: number): string {
  if (valueS < 120) return `${Math.round(valueS)} s`
  if (valueS < 7200) return `${Math.round(valueS / 60)} min`
  if (valueS < 172_800) return `${figure(Math.round(valueS / 360) / 10)} h`
  return `${figure(Math.round(valueS / 8640) / 10)} d`
}
