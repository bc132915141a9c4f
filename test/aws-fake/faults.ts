/** What can go wrong on the wire. `status`, `code` and `message` of a fault change what most of them answer with. */
export type FaultKind =
  /** Refused for being called too often, as that service says it. */
  | 'throttle'
  /** Refused with an error of the service: 400 ValidationError when nothing else is said. */
  | 'error'
  /** These credentials may not make that call, as that service says it. */
  | 'denied'
  /** The credentials have expired, as that service says it. */
  | 'expired'
  /** An error of the server: 500 InternalFailure. */
  | '5xx'
  /** A page of HTML in place of a reply, as a proxy makes: 502. With status 200 it is a portal's sign-in page. */
  | 'html'
  /** The connection is broken before any reply. */
  | 'reset'
  /** Nothing is answered: the client's own timeout has to end it. */
  | 'hang'
  /** Half of the reply, and then nothing more, on a connection that stays open. */
  | 'stall'
  /** The connection breaks within the reply. */
  | 'truncate'
  /** The first half of the reply, as if that were all of it. */
  | 'cut'
  /** 200 and no body. */
  | 'empty'
  /** Refused because of the clock: the reply's Date is two hours ahead, as where this machine's clock is behind. */
  | 'skew'
  /** A well-formed reply without anything in it, in JSON; other protocols have no use for it. */
  | 'hollow'
  /** GetMetricData answers, and says InternalError of each metric. Elsewhere the reply is as ever. */
  | 'internal-error'

/**
 * Something that goes wrong on the wire. It strikes calls of `service` and `operation` (any when left out), after the
 * first `skip` of them, `times` times (without end when left out).
 */
export type Fault = {
  kind: FaultKind
  service?: string
  operation?: string
  skip?: number
  times?: number
  status?: number
  code?: string
  message?: string
}

/** The fault that strikes this call, if any; counts it down. The first that matches wins. */
export function takeFault(faults: Fault[], call: {service: string; operation: string}): Fault | null {
  for (const fault of faults) {
    const isMeant =
      (fault.service ?? call.service) === call.service && (fault.operation ?? call.operation) === call.operation
    if (!isMeant || fault.times === 0) continue
    if (fault.skip !== undefined && fault.skip > 0) {
      fault.skip -= 1
      continue
    }
    if (fault.times !== undefined) fault.times -= 1
    return fault
  }
  return null
}
