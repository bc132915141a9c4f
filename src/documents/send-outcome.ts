/**
 * What became of one request. `accepted`: AWS answered that it is done or begun. `throttled` and `server-error`: AWS
 * answered that it did not do it, or may not have; `refused`: that it will not, whoever asks again. `unknown`: no whole
 * answer came, so that it may be done or not: look, never send it again blindly.
 */
export type SendOutcome =
  | {result: 'accepted'; requestId: string | null}
  | {result: 'throttled' | 'server-error' | 'refused' | 'unknown'; code: string; message: string}
