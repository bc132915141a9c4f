import {parseDuration} from './parse-duration.js'
import {unreadable} from './unreadable.js'

/** Finds figures in what a tool prints, by patterns whose first group is the figure. */
export class TextFigures {
  constructor(
    readonly text: string,
    readonly file: string,
  ) {}

  /** The number, or null; thousands separators are not expected. */
  number(pattern: RegExp): number | null {
    const found = pattern.exec(this.text)?.[1]
    const number = found === undefined ? Number.NaN : Number(found)
    return Number.isFinite(number) ? number : null
  }

  /** The number; throws LOAD_TEST_UNREADABLE where the text has none. `name` is what the tool calls it. */
  required(name: string, pattern: RegExp): number {
    return this.number(pattern) ?? this.missing(name)
  }

  /** A time with its unit, in seconds; throws LOAD_TEST_UNREADABLE where the text has none. */
  duration(name: string, pattern: RegExp): number {
    const found = pattern.exec(this.text)?.[1]
    return (found === undefined ? null : parseDuration(found)) ?? this.missing(name)
  }

  /** The sum of the first groups of all matches of a global pattern. */
  sum(pattern: RegExp): number {
    return [...this.text.matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0)
  }

  missing(name: string): never {
    throw unreadable({
      file: this.file,
      field: name,
      what: `has no ${name}: it is cut off, or of another version of the tool`,
    })
  }
}

/** The runs in a text, each beginning with the same line; what stands before the first belongs to none. */
export function runsOf({text, start}: {text: string; start: RegExp}): string[] {
  const begins = [...text.matchAll(new RegExp(start.source, `${start.flags.replace('g', '')}g`))].map(
    ({index}) => index,
  )
  return begins.map((begin, run) => text.slice(begin, begins[run + 1] ?? text.length))
}
