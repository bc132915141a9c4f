/**
 * Dimensions as the text of the column `dimensions`: `LoadBalancer=app/shop/1;TargetGroup=targetgroup/web/2`, names
 * sorted. A `%`, `;` or `=` inside a name or a value is percent-encoded, so that different dimensions differ as text.
 */
export function dimensionText(dimensions: Readonly<Record<string, string>>): string {
  return Object.entries(dimensions)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .sort()
    .join(';')
}

const escaped = (text: string) => text.replace(/[%;=]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
