/** A block of HCL as it was written: attributes hold texts, numbers and truths, or the source of an expression. */
export type HclBlock = {type: string; labels: string[]; attributes: Record<string, unknown>; blocks: HclBlock[]}

const scanners = [
  /^(?<skip>[ \t\n]+|#[^\n]*\n)/,
  /^(?<text>"(?:[^"\\\n]|\\.)*")/,
  /^(?<number>-?\d+(?:\.\d+)?)(?![\w.])/,
  /^(?<name>[A-Za-z_][A-Za-z0-9_.-]*)/,
  /^(?<mark>==|[{}[\](),=?:])/,
]
type Token = {kind: string; text: string}

/**
 * Reads the part of HCL that is emitted, and throws where a token is none, a brace has no partner or an attribute is
 * there twice. Written from the specification, not from what writes it.
 *
 * Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
export function readHcl(source: string): HclBlock {
  const tokens = tokensOf(source)
  const root = readBody(tokens, {type: 'file', labels: [], attributes: {}, blocks: []})
  if (tokens.length > 0) throw new Error(`left over: ${tokens[0]?.text}`)
  return root
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  for (let rest = source; rest !== ''; ) {
    const match = scanners.map((scanner) => scanner.exec(rest)).find((found) => found !== null)
    if (match?.groups === undefined) throw new Error(`no token: ${JSON.stringify(rest.slice(0, 40))}`)
    const [kind = '', text = ''] = Object.entries(match.groups).find(([, found]) => found !== undefined) ?? []
    // An attribute ends with its line, so that the ends of lines count.
    if (kind !== 'skip') tokens.push({kind, text})
    else if (text.includes('\n')) tokens.push({kind: 'end', text: '\n'})
    rest = rest.slice(match[0].length)
  }
  return tokens
}

function readBody(tokens: Token[], into: HclBlock): HclBlock {
  for (;;) {
    while (tokens[0]?.kind === 'end') tokens.shift()
    const name = tokens[0]
    if (name === undefined || name.text === '}') return into
    tokens.shift()
    if (name.kind !== 'name') throw new Error(`neither attribute nor block: ${name.text}`)
    if (tokens[0]?.text === '=') readAttribute(tokens, into, name.text)
    else into.blocks.push(readBlock(tokens, name.text))
  }
}

function readAttribute(tokens: Token[], into: HclBlock, name: string): void {
  if (Object.hasOwn(into.attributes, name)) throw new Error(`${name} is there twice`)
  tokens.shift()
  const end = endOfValue(tokens)
  const [first, ...rest] = tokens.splice(0, end).filter(({kind}) => kind !== 'end')
  if (first === undefined) throw new Error(`${name} has no value`)
  into.attributes[name] = rest.length === 0 ? literalOf(first) : [first, ...rest].map(({text}) => text).join(' ')
}

/** A value ends with its line, but not inside of brackets. */
function endOfValue(tokens: readonly Token[]): number {
  let depth = 0
  for (const [i, {kind, text}] of tokens.entries()) {
    if (kind === 'mark' && '{[('.includes(text)) depth += 1
    if (kind === 'mark' && '}])'.includes(text)) depth -= 1
    if (depth < 0) throw new Error(`${text} closes nothing`)
    if (kind === 'end' && depth === 0) return i
  }
  if (depth > 0) throw new Error('a bracket stays open')
  return tokens.length
}

function readBlock(tokens: Token[], type: string): HclBlock {
  const labels: string[] = []
  for (; tokens[0]?.kind === 'text'; tokens.shift()) labels.push(textOf(tokens[0].text))
  if (tokens.shift()?.text !== '{') throw new Error(`${type} does not begin`)
  const block = readBody(tokens, {type, labels, attributes: {}, blocks: []})
  if (tokens.shift()?.text !== '}') throw new Error(`${type} does not end`)
  return block
}

function literalOf({kind, text}: Token): unknown {
  if (kind === 'text') return textOf(text)
  if (kind === 'number') return Number(text)
  return text === 'true' || text === 'false' ? text === 'true' : text
}

const escapes: Record<string, string> = {n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\'}

/** The text of a quoted template without any part that is computed; throws where it has one. */
function textOf(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\$\$\{|%%\{|\$\{|%\{|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(.)/g, (found, short, long, mark) => {
      if (found === '$${' || found === '%%{') return found.slice(1)
      if (found === '\u0024{' || found === '%{') throw new Error(`a template in ${quoted}`)
      if (mark !== undefined) return escapes[mark] ?? fail(`no escape: \\${mark}`)
      return String.fromCodePoint(Number.parseInt(short ?? long, 16))
    })
}

function fail(message: string): never {
  throw new Error(message)
}

/** Every block of a type below a block, at any depth. */
export function blocksOf(block: HclBlock, type: string): HclBlock[] {
  return block.blocks.flatMap((one) => [...(one.type === type ? [one] : []), ...blocksOf(one, type)])
}
