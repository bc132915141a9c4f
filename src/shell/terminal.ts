/** How wide and how rich the terminal is; a pipe is neither. */
export type TerminalLook = {width: number | null; color: boolean; ascii: boolean}

/** Reads the look of stdout from the stream and the environment, as NO_COLOR, COLUMNS and TERM have it. */
export function terminalLook(options: {ascii: boolean}): TerminalLook {
  const {env, stdout} = process
  const columns = Number(env['COLUMNS'])
  const isTty = stdout.isTTY === true
  const given = Number.isInteger(columns) && columns >= 40 ? columns : null
  const isDumb = env['TERM'] === 'dumb'
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0'
  const plain = env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== ''
  return {
    width: isTty ? (stdout.columns ?? given ?? 80) : given,
    color: !plain && !isDumb && (isTty || forced),
    ascii: options.ascii || isDumb || !isUnicode(env),
  }
}

function isUnicode(env: NodeJS.ProcessEnv): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || ''
  // Containers and CI often set no locale at all and show UTF-8 all the same.
  return locale === '' || /utf-?8/i.test(locale) || (locale !== 'C' && locale !== 'POSIX')
}

/**
 * Where a person can be asked, with questions on stderr; null in a pipe and in CI. Both streams count: an answer that
 * is piped in was not given to the question that is shown.
 */
export function questionTerminal(): {input: NodeJS.ReadStream; output: NodeJS.WriteStream} | null {
  const {env, stdin, stderr} = process
  const isCi = env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false'
  return !isCi && stdin.isTTY === true && stderr.isTTY === true ? {input: stdin, output: stderr} : null
}
