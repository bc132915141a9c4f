const tokens =
  /[\t\n\r ]*(?:([{}[\],:])|("(?:[^"\\\n\r\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y

/** The tokens that may stand next, by what is expected there. */
const allowed = {
  value: ['{', '[', 'string', 'literal'],
  valueOrEnd: ['{', '[', 'string', 'literal', ']'],
  key: ['string'],
  keyOrEnd: ['string', '}'],
  colon: [':'],
  comma: [',', '}', ']'],
  end: [],
} as const satisfies Record<string, readonly string[]>
type Expectation = keyof typeof allowed

/**
 * Where a text stops being JSON: the offset of the first character that cannot follow what stands before it, or the
 * length of the text when it is cut off. V8 names no position for a stray character, so it is found here.
 *
 * Only meaningful for a text that JSON.parse has refused. Inside a string it points at the opening quote.
 */
export function jsonFailureOffset(text: string): number {
  const open: string[] = []
  let expected: Expectation | undefined = 'value'
  let offset = 0
  for (;;) {
    tokens.lastIndex = offset
    const match = tokens.exec(text)
    if (match === null) break
    expected = follow({token: match[1] ?? (match[2] === undefined ? 'literal' : 'string'), expected, open})
    if (expected === undefined) break
    offset = tokens.lastIndex
  }
  const rest = text.slice(offset)
  return text.length - rest.trimStart().length
}

/** What is expected after a token, or undefined when the token may not stand here. `open` holds the open brackets. */
function follow({token, expected, open}: {token: string; expected: Expectation; open: string[]}) {
  if (!(allowed[expected] as readonly string[]).includes(token)) return undefined
  if (token === ':') return 'value'
  if (token === ',') return open.at(-1) === '{' ? 'key' : 'value'
  if (token === '{') return enter(open, token, 'keyOrEnd')
  if (token === '[') return enter(open, token, 'valueOrEnd')
  if (token === '}' && open.pop() !== '{') return undefined
  if (token === ']' && open.pop() !== '[') return undefined
  if (token === 'string' && expected.startsWith('key')) return 'colon'
  return open.length === 0 ? 'end' : 'comma'
}

function enter(open: string[], bracket: string, inside: Expectation): Expectation {
  open.push(bracket)
  return inside
}
