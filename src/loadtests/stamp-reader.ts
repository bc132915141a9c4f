const zero = 48
const minus = 45
const plus = 43
const dot = 46
const comma = 44

/**
 * Reads points in time from bytes, in milliseconds of the Unix epoch with their fraction; NaN where there is none.
 *
 * Digits alone are an epoch: up to 11 of them are seconds, up to 14 milliseconds, up to 17 microseconds, more are
 * nanoseconds (which holds from 1973 to 5138). Otherwise `yyyy-MM-dd HH:mm:ss`, with `/` for `-`, `T` for the space, a
 * fraction, and `Z` or an offset behind, or `MM/dd/yy HH:mm:ss`. A date without an offset is read as UTC, and
 * `hasUnzoned` turns true: JMeter and others print the clock of the machine they ran on.
 */
export class StampReader {
  hasUnzoned = false
  /** The seconds of the last stamp in milliseconds: rows of one second share them. */
  readonly #second = new Uint8Array(10)
  #secondMs = Number.NaN
  #minuteMs = Number.NaN
  readonly #minute = new Uint8Array(16)
  #minuteLength = 0

  read(bytes: Uint8Array, from: number, to: number): number {
    if (to - from === 13 && this.#isSameSecond(bytes, from)) {
      const [hundreds, tens, ones] = [digitAt(bytes, from + 10), digitAt(bytes, from + 11), digitAt(bytes, from + 12)]
      if (isDigit(hundreds) && isDigit(tens) && isDigit(ones)) return this.#secondMs + hundreds * 100 + tens * 10 + ones
    }
    const stampMs = this.#read(bytes, from, to)
    if (to - from === 13 && stampMs >= 0) {
      for (let at = 0; at < 10; at++) this.#second[at] = bytes[from + at] as number
      this.#secondMs = Math.floor(stampMs / 1000) * 1000
    }
    return stampMs
  }

  #isSameSecond(bytes: Uint8Array, from: number): boolean {
    const second = this.#second
    // From the end, where stamps differ.
    for (let at = 9; at >= 0; at--) if (bytes[from + at] !== second[at]) return false
    return true
  }

  #read(bytes: Uint8Array, from: number, to: number): number {
    let value = 0
    let at = from
    for (; at < to; at++) {
      const digit = (bytes[at] as number) - zero
      if (digit < 0 || digit > 9) return at - from <= 4 ? this.#date(bytes, from, to) : Number.NaN
      if (at - from < 15) value = value * 10 + digit
    }
    const length = at - from
    if (length === 13) return value
    return length === 0 || length > 20 ? Number.NaN : epochMs(value, length)
  }

  #date(bytes: Uint8Array, from: number, to: number): number {
    const length = bytes[from + 2] === 47 ? 14 : 16
    if (to - from < length + 3) return Number.NaN
    if (!this.#isSameMinute(bytes, from, length)) this.#turnTo(bytes, from, length)
    const tens = (bytes[from + length + 1] as number) - zero
    const ones = (bytes[from + length + 2] as number) - zero
    if (bytes[from + length] !== 58 || !isDigit(tens) || !isDigit(ones)) return Number.NaN
    return this.#minuteMs + (tens * 10 + ones) * 1000 + this.#afterSeconds(bytes, from + length + 3, to)
  }

  /** Milliseconds of the fraction and of the offset, such as `.038635923Z`. */
  #afterSeconds(bytes: Uint8Array, from: number, to: number): number {
    let at = from
    let fractionMs = 0
    if (at < to && (bytes[at] === dot || bytes[at] === comma)) {
      let scale = 100
      for (at++; at < to && isDigit((bytes[at] as number) - zero); at++) {
        fractionMs += ((bytes[at] as number) - zero) * scale
        scale /= 10
      }
    }
    if (at === to) {
      this.hasUnzoned = true
      return fractionMs
    }
    if (bytes[at] === 90) return at + 1 === to ? fractionMs : Number.NaN
    return fractionMs - offsetMs(bytes, at, to)
  }

  #isSameMinute(bytes: Uint8Array, from: number, length: number): boolean {
    if (length !== this.#minuteLength) return false
    for (let at = 0; at < length; at++) if (bytes[from + at] !== this.#minute[at]) return false
    return true
  }

  #turnTo(bytes: Uint8Array, from: number, length: number): void {
    this.#minute.set(bytes.subarray(from, from + length))
    this.#minuteLength = length
    this.#minuteMs = minuteMs(String.fromCharCode(...bytes.subarray(from, from + length)))
  }
}

const digitAt = (bytes: Uint8Array, at: number) => (bytes[at] as number) - zero
const isDigit = (value: number) => value >= 0 && value <= 9

/** `value` holds the first 15 digits of `length`. */
function epochMs(value: number, length: number): number {
  const kept = Math.min(length, 15)
  const digitsOfMs = length <= 11 ? -3 : length <= 14 ? 0 : length <= 17 ? 3 : 6
  return value * 10 ** (length - kept - digitsOfMs)
}

function minuteMs(text: string): number {
  const iso = /^(\d{4})([-/])(\d\d)\2(\d\d)[ T](\d\d):(\d\d)$/.exec(text)
  const american = /^(\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d)$/.exec(text)
  const [year, month, day, hour, minute] = (
    iso !== null
      ? [iso[1], iso[3], iso[4], iso[5], iso[6]]
      : american !== null
        ? [`20${american[3]}`, american[1], american[2], american[4], american[5]]
        : []
  ).map(Number)
  if (year === undefined || month === undefined || day === undefined) return Number.NaN
  if (hour === undefined || minute === undefined || hour > 23 || minute > 59 || month > 12) return Number.NaN
  const dayMs = Date.UTC(year, month - 1, day)
  return new Date(dayMs).getUTCDate() === day ? dayMs + (hour * 60 + minute) * 60_000 : Number.NaN
}

/** Milliseconds that an offset such as `+02:00`, `-0300` or ` +0000` is ahead of UTC. */
function offsetMs(bytes: Uint8Array, from: number, to: number): number {
  const start = bytes[from] === 32 ? from + 1 : from
  if (bytes[start] !== plus && bytes[start] !== minus) return Number.NaN
  const found = /^[-+](\d\d):?(\d\d)$/.exec(String.fromCharCode(...bytes.subarray(start, Math.min(to, start + 8))))
  if (found === null) return Number.NaN
  const ms = (Number(found[1]) * 60 + Number(found[2])) * 60_000
  return bytes[start] === minus ? -ms : ms
}
