/**
 * Something that goes wrong on the wire. It strikes calls of `service` and `operation` (any when left out), after the
 * first `skip` of them, `times` times (without end when left out).
 */
export type Fault = {
  kind: 'throttle' | 'error' | '5xx' | 'html' | 'reset' | 'hang' | 'truncate'
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
