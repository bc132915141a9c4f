import {PlanError} from '../errors.js'

const reasons: Record<string, {code: string; what: string; next: (path: string) => string}> = {
  ENOENT: {code: 'FILE_MISSING', what: 'does not exist', next: (path) => `check the path: ls ${shellQuoted(path)}`},
  ENOTDIR: {code: 'FILE_MISSING', what: 'does not exist', next: (path) => `check the path: ls ${shellQuoted(path)}`},
  EISDIR: {
    code: 'FILE_UNREADABLE',
    what: 'is a folder, not a file',
    next: (path) => `name a file in it: ls ${shellQuoted(path)}`,
  },
  EACCES: {
    code: 'FILE_UNREADABLE',
    what: 'may not be read by this user',
    next: (path) => `allow it: chmod u+r ${shellQuoted(path)}`,
  },
}

/** The data error for a file that the system would not read: FILE_MISSING or FILE_UNREADABLE. */
export function readFailure({path, cause}: {path: string; cause: unknown}): PlanError {
  const systemCode = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error'
  const reason = reasons[systemCode] ?? {
    code: 'FILE_UNREADABLE',
    what: `cannot be read (${systemCode})`,
    next: (file: string) => `try to read it: cat ${shellQuoted(file)}`,
  }
  return new PlanError('data', reason.code, `${path} ${reason.what}`, {
    suggestions: [reason.next(path)],
    place: {file: path},
    cause,
  })
}

/** A path as it can be typed in a POSIX shell. */
export function shellQuoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
