/** Numbers as people read them. Seconds, ratios and dollars come in; minutes, percent and `$` exist only here. */

function grouped(value: number, digitCount: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(digitCount).split('.')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text
}

/** `10,210`: a whole number with thousands marks. */
export function whole(value: number): string {
  return grouped(value, 0)
}

/** `10,210`, `23.5`, `0.42`: about three leading digits, whole from 100 on. */
export function rate(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return grouped(value, 0)
  return grouped(value, Math.abs(value) >= 10 ? 1 : 2)
}

/** `12.5k`, `8.3k`, `2M`, `400`: a label of an axis, two or three digits and a power of a thousand. */
export function axisNumber(value: number): string {
  const [size, unit] = (
    [
      [1e9, 'G'],
      [1e6, 'M'],
      [1e3, 'k'],
    ] as const
  ).find(([from]) => Math.abs(value) >= from) ?? [1, '']
  const scaled = value / size
  return `${Number(scaled.toFixed(Math.abs(scaled) >= 100 ? 0 : Math.abs(scaled) >= 1 ? 1 : 2))}${unit}`
}

/**
 * `123 %` from a ratio of 1.23. A ratio beside 1 keeps a decimal, so that 1.002 does not read as just full; from 10 on
 * the exact share says nothing more and is `> 999 %`.
 */
export function percent(ratio: number): string {
  if (ratio >= 9.995) return '> 999 %'
  const isBeside = ratio !== 1 && Math.round(ratio * 100) === 100
  return `${grouped(ratio * 100, isBeside ? 1 : 0)} %`
}

/** `7.8 %`: a share where the decimal matters. */
export function finePercent(ratio: number): string {
  return `${grouped(ratio * 100, 1)} %`
}

/** `3.30 ×` from a ratio. */
export function times(ratio: number): string {
  return `${grouped(ratio, ratio >= 100 ? 0 : 2)} ×`
}

/** `$368`; cents below 10 dollars only. */
export function dollars(usd: number): string {
  const isSmall = Math.abs(usd) < 10 && !Number.isInteger(usd)
  const text = grouped(Math.abs(usd), isSmall ? 2 : 0)
  return `${usd < 0 ? '-' : ''}$${text}`
}

/** `+$368`, `-$20`: a difference in cost. */
export function addedDollars(usd: number): string {
  return usd < 0 ? dollars(usd) : `+${dollars(usd)}`
}

/** `400 ms`, `1.5 s`: a response time. */
export function responseTime(valueS: number): string {
  return valueS < 1 ? `${grouped(valueS * 1000, 0)} ms` : `${Number(valueS.toFixed(2))} s`
}

/** `45 s`, `35 min`, `12 h 35 min`, `3 d 12 h`: a span in its two largest units, rounded to the smaller. */
export function duration(valueS: number): string {
  const s = Math.max(0, valueS)
  if (s < 59.5) return `${Math.round(s)} s`
  const minutes = Math.round(s / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 1440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min', 2)
  const hours = Math.round(s / 3600)
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h', 1)
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string, digitCount: number): string {
  return small === 0
    ? `${large} ${largeUnit}`
    : `${large} ${largeUnit} ${String(small).padStart(digitCount, '0')} ${smallUnit}`
}

/** `1 change`, `10 changes`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${whole(count)} ${count === 1 ? noun : plural}`
}
