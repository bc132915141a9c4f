import type {Attestation} from '../../documents/attestation.js'
import {instantOf} from '../series/zone.js'

/** What counts of a check: somebody answers for it, or the reason why nobody does any more. */
export type Standing = {attestation: Attestation | null; isExpired: boolean}

/**
 * What people said of each check of one event that counts at `at` (UTC). The latest word of a check counts, whatever
 * their order here: of two at one instant, that it is open again. An acknowledgement ends at its own end, and with the
 * event: after `windowEndAt` none counts. Words after `at` are not heard yet.
 */
export function foldAttestations({
  attestations,
  eventId,
  windowEndAt,
  at,
}: {
  attestations: readonly Attestation[]
  eventId: string
  windowEndAt: string
  at: string
}): Map<string, Standing> {
  const heard = attestations
    .filter((one) => one.eventId === eventId && instantOf(one.at) <= instantOf(at))
    .sort((a, b) => instantOf(a.at) - instantOf(b.at) || rank(a) - rank(b) || (a.by < b.by ? -1 : 1))
  const latest = new Map(heard.map((one) => [one.checkId, one]))
  return new Map(
    [...latest].map(([checkId, attestation]) => {
      const endAt = attestation.untilAt ?? windowEndAt
      const isExpired = attestation.state === 'acknowledged' && instantOf(endAt) < instantOf(at)
      return [checkId, {attestation, isExpired}]
    }),
  )
}

const rank = ({state}: Attestation) => (state === 'reopened' ? 1 : 0)
