/** A word of POSIX sh that is exactly this text, whatever it holds but NUL: bare where that is safe, else in single quotes. */
export function shQuoted(text: string): string {
  return /^[A-Za-z0-9_./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
