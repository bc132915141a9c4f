/**
 * A name for a tier that the config takes (lower-case letters, digits, dashes) and that no other tier has.
 *
 * What a group or service is called without the shop's own name in front of it (`shop-web` in `shop` is `web`), and
 * of an ECS service without its cluster; the whole where that is taken, with a number where that is taken too.
 */
export function tierName({resource, shop, taken}: {resource: string; shop: string; taken: readonly string[]}): string {
  const whole = slug(resource)
  const last = slug(resource.split('/').at(-1) ?? '')
  const prefix = `${slug(shop)}-`
  const short =
    prefix !== '-' && last.startsWith(prefix) && last.length > prefix.length ? last.slice(prefix.length) : last
  const free = [short, last, whole].find((name) => name !== '' && !taken.includes(name))
  if (free !== undefined) return free
  const base = whole === '' ? 'tier' : whole
  for (let number = whole === '' ? 1 : 2; ; number++) {
    if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
  }
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}
