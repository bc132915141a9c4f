const ending = '.json'
const pattern = /^reports\/([a-z0-9-]+)\/(\d{8}T\d{6}Z)-(r-\d{8}-\d{4}-[0-9a-f]{6})\.json$/

/** The id of a report that was made at `at` (ISO 8601) and whose content has this fingerprint, in hexadecimal. */
export function reportIdOf({at, sha256}: {at: string; sha256: string}): string {
  const [date, time] = compact(at).split('T')
  return `r-${date}-${time?.slice(0, 4)}-${sha256.slice(0, 6)}`
}

/** `reports/black-friday-2026/20261123T110000Z-r-20261123-1100-1a2b3c.json`: sorted as names, they are sorted by time. */
export function reportName({eventId, at, reportId}: {eventId: string; at: string; reportId: string}): string {
  return `reports/${eventId}/${compact(at)}-${reportId}${ending}`
}

/** What a name says; null where it is no report's. */
export function partsOfName(name: string): {eventId: string; reportId: string} | null {
  const [, eventId, , reportId] = pattern.exec(name) ?? []
  return eventId === undefined || reportId === undefined ? null : {eventId, reportId}
}

const compact = (at: string) => `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
