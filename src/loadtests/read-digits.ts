/** The whole number that the bytes are in decimal digits; NaN for anything else, or more than 15 digits. */
export function readDigits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] as number) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return to > from && to - from <= 15 ? value : Number.NaN
}
