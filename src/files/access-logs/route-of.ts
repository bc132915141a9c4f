import {routeRules} from '../../documents/counted-requests.js'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const longHex = new RegExp(`^[0-9a-f]{${routeRules.leastHexDigitCount},}$`, 'i')
const digits = /^\d+$/
const hasDigit = /\d/

/**
 * The route of a request: `GET /product/:id` from `GET https://shop.example:443/product/4711`.
 *
 * Scheme and host are taken off; parts of the path that are a number, or a UUID or 16 and more hexadecimal digits with
 * a decimal one among them, become `:id`; a route longer than 120 characters is cut. `-` when the line holds no request
 * (bytes that were not HTTP).
 */
export function routeOf(request: string): string {
  const space = request.indexOf(' ')
  if (space <= 0) return '-'
  const path = pathOf(request.slice(space + 1))
  if (!path.startsWith('/')) return '-'
  const route = hasDigit.test(path) ? path.split('/').map(collapsed).join('/') : path
  return `${request.slice(0, space)} ${route}`.slice(0, routeRules.longestCount)
}

function pathOf(target: string): string {
  if (target.startsWith('/')) return target
  const host = target.indexOf('://') + 3
  const slash = host < 3 ? -1 : target.indexOf('/', host)
  return slash < 0 ? '-' : target.slice(slash)
}

const isId = (part: string) => hasDigit.test(part) && (digits.test(part) || uuid.test(part) || longHex.test(part))
const collapsed = (part: string) => (isId(part) ? routeRules.idText : part)
