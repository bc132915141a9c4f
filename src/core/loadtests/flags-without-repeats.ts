import type {LoadTestFlag} from '../../documents/load-test.js'

/** So many flags of one kind are told in full. */
const mostOfOneCode = 3

/** Each text once, and of many flags of one kind the first three and how many more there are. */
export function flagsWithoutRepeats(flags: readonly LoadTestFlag[]): LoadTestFlag[] {
  const distinct = flags.filter(({text}, i) => flags.findIndex((other) => other.text === text) === i)
  const seen = new Map<string, number>()
  const told = distinct.filter(({code}) => {
    const count = (seen.get(code) ?? 0) + 1
    seen.set(code, count)
    return count <= mostOfOneCode
  })
  return told.map((flag, i) => {
    const moreCount = (seen.get(flag.code) ?? 0) - mostOfOneCode
    const isLast = told.findLastIndex(({code}) => code === flag.code) === i
    return moreCount > 0 && isLast ? {...flag, text: `${flag.text} (and ${moreCount} more like it)`} : flag
  })
}
