import {StringDecoder} from 'node:string_decoder'
import {unreadable} from './unreadable.js'

const longestTag = 1_048_576

/** A tag of XML: its name, and its attributes as they are written. */
export type XmlTag = {name: string; kind: 'open' | 'close' | 'empty'; attributes: string}

/**
 * Finds the tags of XML in bytes that come chunk by chunk. Text between tags, comments, CDATA and declarations are
 * passed over and never held. Throws LOAD_TEST_UNREADABLE for a tag of more than 1 MiB.
 */
export class XmlTags {
  readonly #decoder = new StringDecoder('utf8')
  #rest = ''
  /** What ends a comment or CDATA that began in an earlier chunk. */
  #until: string | null = null
  constructor(
    private readonly file: string,
    private readonly visit: (tag: XmlTag) => void,
  ) {}

  push(chunk: Buffer): void {
    const text = this.#rest + this.#decoder.write(chunk)
    const done = this.#scan(text)
    this.#rest = text.slice(done)
    if (this.#rest.length > longestTag) {
      throw unreadable({file: this.file, what: 'has a tag of more than 1 MiB'})
    }
  }

  /** True where the last tag is not whole. */
  get isOpen(): boolean {
    return this.#rest.trim() !== '' || this.#until !== null
  }

  #scan(text: string): number {
    let at = 0
    for (;;) {
      if (this.#until !== null) {
        const end = text.indexOf(this.#until, at)
        if (end < 0) return Math.max(at, text.length - 2)
        at = end + this.#until.length
        this.#until = null
      }
      const start = text.indexOf('<', at)
      if (start < 0) return text.length
      const end = this.#take(text, start)
      if (end < 0) return start
      at = end
    }
  }

  /** Where the markup at `start` ends; -1 where it goes on in the next chunk. */
  #take(text: string, start: number): number {
    if (text.startsWith('<!', start)) return this.#pass(text, start)
    const end = tagEnd(text, start)
    if (end < 0) return -1
    const tag = text.slice(start + 1, end)
    const name = /^\/?([^\s"'<>/=?]*)/.exec(tag)?.[1] ?? ''
    const kind = tag.startsWith('/') ? 'close' : tag.endsWith('/') ? 'empty' : 'open'
    if (name !== '') this.visit({name, kind, attributes: tag.slice(name.length)})
    return end + 1
  }

  #pass(text: string, start: number): number {
    if (text.length - start < 9) return -1
    const isComment = text.startsWith('<!--', start)
    this.#until = isComment ? '-->' : text.startsWith('<![CDATA[', start) ? ']]>' : '>'
    return start + 4
  }
}

/** The `>` of the tag at `start`, past those in quoted attributes; -1 where there is none yet. */
function tagEnd(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const sign = text[at]
    if (sign === '>') return at
    if (sign !== '"' && sign !== "'") at++
    else {
      const close = text.indexOf(sign, at + 1)
      if (close < 0) return -1
      at = close + 1
    }
  }
  return -1
}

const entities: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"}

/** A text of XML with its entities resolved; those that XML does not define stay. */
export function resolved(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x?[0-9a-fA-F]{1,6}|\w{2,4});/g, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
