import {randomBytes} from 'node:crypto'

const letters = 'abcdefghijklmnopqrstuvwxyz234567'

/** A new id such as a-20261123-0821-x7k2: the UTC minute, and four letters by chance. `now` is a UTC time. */
export function newApplyId(now: string): string {
  const [day = '', minute = ''] = new Date(now).toISOString().split('T')
  const chance = [...randomBytes(4)].map((byte) => letters[byte % letters.length]).join('')
  return `a-${day.replaceAll('-', '')}-${minute.slice(0, 5).replace(':', '')}-${chance}`
}
