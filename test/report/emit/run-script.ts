import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/**
 * Stands in for the AWS CLI and the clock: writes down the CLI's words, and gives the answer of the first line whose text
 * is in them. Functions of the script's own shell, since a process each would take longer than all the rest.
 */
const standIn = `date() { echo "$NOW"; }
stand_in_tab=$(printf '\\t')
aws() {
  for stand_in_word in "$@"; do printf '%s\\0' "$stand_in_word"; done >>"$CALLS"
  printf '\\0' >>"$CALLS"
  while IFS="$stand_in_tab" read -r stand_in_text stand_in_answer; do
    case "$*" in
      *"$stand_in_text"*)
        printf '%s\\n' "$stand_in_answer"
        [ "$stand_in_answer" != FAIL ] || return 254
        return 0
        ;;
    esac
  done <"$ANSWERS"
}
`

export type ScriptRun = {code: number | null; stderr: string; calls: string[][]}

/** What the stand-in answers to a call that has this text in it; the first that fits. `FAIL` ends it with 254. */
export type Answers = readonly (readonly [text: string, answer: string])[]

/** Runs an emitted script with sh, at a given time (UTC digits), with a stand-in for the AWS CLI. */
export function runScript({
  script,
  word,
  now,
  answers,
  env = {},
}: {
  script: string
  word: string | null
  now: string
  answers: Answers
  env?: Record<string, string>
}): ScriptRun {
  const folder = mkdtempSync(join(tmpdir(), 'ecom-plan-script-'))
  const file = (name: string, text: string) => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  try {
    const path = file('apply.sh', standIn + script)
    const said = answers.map(([text, answer]) => `${text}\t${answer}\n`).join('')
    const calls = join(folder, 'calls')
    const {status, stderr} = spawnSync('sh', word === null ? [path] : [path, word], {
      env: {PATH: '/usr/bin:/bin', NOW: now, CALLS: calls, ANSWERS: file('answers', said), ...env},
      encoding: 'utf8',
      timeout: 60_000,
    })
    return {code: status, stderr, calls: existsSync(calls) ? callsOf(readFileSync(calls, 'utf8')) : []}
  } finally {
    rmSync(folder, {recursive: true})
  }
}

const callsOf = (text: string) =>
  text
    .split('\0\0')
    .filter((call) => call !== '')
    .map((call) => call.split('\0'))

/** The calls that write, each as the words of service and operation, the Region and the input. */
export function writesOf(calls: readonly string[][]): {command: string; region: string; input: unknown}[] {
  return calls
    .filter(([service = '', operation = '']) => service !== 'sts' && !operation.startsWith('describe-'))
    .map((words) => ({
      command: words.slice(0, 2).join(' '),
      region: words[words.indexOf('--region') + 1] ?? '',
      input: JSON.parse(words[words.indexOf('--cli-input-json') + 1] ?? 'null'),
    }))
}
