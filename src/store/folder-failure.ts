import {dirname} from 'node:path'
import {PlanError} from '../errors.js'

type Failed = {path: string; cause: unknown}

/** The data error for a folder or a file of a store that the system would not read. */
export function folderReadFailure({path, cause}: Failed): PlanError {
  const reasons: Record<string, string> = {
    EACCES: 'may not be read by this user',
    EPERM: 'may not be read by this user',
    ENOTDIR: 'lies below a file, not a folder',
    EISDIR: 'is a folder, not a file',
    EIO: 'cannot be read: the disk reports an error',
    ELOOP: 'is a link, which is not followed here',
  }
  const code = codeOf(cause)
  return new PlanError('data', 'STORE_UNREADABLE', `${path} ${reasons[code] ?? `cannot be read (${code})`}`, {
    suggestions: [
      `ls -ld ${quoted(path)}`,
      'or name another place for it in ecom-plan.yaml: archive, loadTestStore, applyStore or report.store',
    ],
    place: {file: path},
    cause,
  })
}

/** The output error for a blob that could not be written or removed. */
export function folderWriteFailure({path, cause}: Failed): PlanError {
  if (cause instanceof PlanError) return cause
  const reasons: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    ENOTDIR: 'part of its path is a file',
    EEXIST: 'part of its path is a file',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the quota of this user is used up',
    ENAMETOOLONG: 'its name is too long for this disk',
  }
  const code = codeOf(cause)
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  return new PlanError('output', 'STORE_UNWRITABLE', `${path} was not written: ${reasons[code] ?? code}`, {
    suggestions: [`${isFull ? 'df -h' : 'ls -ld'} ${quoted(dirname(path))}`],
    place: {file: path},
    cause,
  })
}

const codeOf = (cause: unknown) => (cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error')

const quoted = (path: string) => (/^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)
