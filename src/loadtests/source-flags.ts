import type {LoadTestFlag} from '../documents/load-test.js'
import type {Source} from './open-source.js'

/** What happened to a file while it was read, in words. */
export function sourceFlags(source: Source): LoadTestFlag[] {
  return source.troubles().map((trouble) =>
    trouble === 'still-growing'
      ? {
          code: trouble,
          severity: 'warning',
          text: `${source.name} grew while it was read: the test may not be over; what it held at the start was read`,
        }
      : {
          code: 'cut-off',
          severity: 'warning',
          text: `${source.name} is packed data that is cut off: what could be unpacked was read`,
        },
  )
}
