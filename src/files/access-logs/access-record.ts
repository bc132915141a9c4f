/** What one line of an access log says of one request. */
export type AccessRecord = {
  /** When the request came, in whole seconds of the epoch. Each parser says how near its format gets to that. */
  atS: number
  /** The target group or the host that the request was for; `-` where the line names none. */
  group: string
  /** Method and target as written, without the query; the scheme and host may be in it. */
  request: string
  /** The status of the answer; 0 where there was none. */
  status: number
  /** As written, escapes and all; empty where the format has none. */
  userAgent: string
}
