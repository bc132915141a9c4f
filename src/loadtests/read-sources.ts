import type {Readable} from 'node:stream'
import type {LoadRecord} from '../documents/load-record.js'
import type {LoadTest, LoadTestFlag} from '../documents/load-test.js'
import {chooseFormat, type Detection, type Result} from './choose-format.js'
import {detectHead, detectWhole} from './detect.js'
import type {FormatId} from './format-id.js'
import {type Format, formats} from './formats.js'
import {listSources} from './list-sources.js'
import {openFile, openPipe, type Source} from './open-source.js'
import type {PrintedStep, ReadingFacts} from './reading.js'
import {recordOf} from './record-of.js'
import {sourceFlags} from './source-flags.js'
import {Tally} from './tally.js'
import {unreadable} from './unreadable.js'
import {wholeText} from './whole-text.js'

/** The files of one load test as read, before it is cut into steps. */
export type SourcesRead = Pick<
  LoadTest,
  'tool' | 'format' | 'toolVersion' | 'loop' | 'startedAt' | 'sources' | 'flags'
> & {
  record: LoadRecord | null
  /** When the rows of each file began and ended, in seconds of the epoch. */
  fileSpans: {file: string; fromS: number; toS: number}[]
  printed: {file: string; part: 'step' | 'generator'; steps: PrintedStep[]}[]
}

/**
 * Reads the result files of one load test: files, folders, or `-` for stdin, packed or not, each told by its content.
 *
 * Rows of all files add up in one tally, so files that overlap in time are generators of one test and those that
 * follow one another are its steps. Files of a folder that are no results are passed over and told; a file that was
 * named and is none is an error, as are results of two tools (LOAD_TEST_MIXED). Memory does not grow with the rows.
 */
export async function readSources({paths, stdin}: {paths: readonly string[]; stdin?: Readable}): Promise<SourcesRead> {
  const files = await listSources(paths)
  const pipe = files.some(({path}) => path === '-') ? await openPipe(stdin ?? process.stdin) : null
  const open = (path: string) => (path === '-' && pipe !== null ? Promise.resolve(pipe) : openFile(path))
  const texts = new Map<string, string>()
  const detections: Detection[] = []
  for (const file of files) {
    const source = await open(file.path)
    detections.push({...file, ...(await detectionOf(source, texts))})
    if (source !== pipe) await source.close()
  }
  const {format, chosen, flags} = chooseFormat({detections, paths})
  return readAll({format, chosen, open, texts, flags})
}

/** Tells the format of a source; the text of a pipe that had to be read for it is kept. */
async function detectionOf(source: Source, texts: Map<string, string>): Promise<{found: FormatId | {none: string}}> {
  const found = detectHead(source.head)
  if (found !== 'needs-whole') return {found}
  const text = await wholeText(source)
  if (source.file === '-') texts.set(source.file, text)
  return {found: detectWhole(text)}
}

async function readAll({
  format: id,
  chosen,
  open,
  texts,
  flags,
}: {
  format: FormatId
  chosen: readonly Result[]
  open: (path: string) => Promise<Source>
  texts: ReadonlyMap<string, string>
  flags: LoadTestFlag[]
}): Promise<SourcesRead> {
  const {tool, name} = formats[id]
  const tally = new Tally()
  const read: SourcesRead = {
    tool,
    format: name,
    toolVersion: null,
    loop: null,
    startedAt: null,
    sources: [],
    flags,
    record: null,
    fileSpans: [],
    printed: [],
  }
  const seen = new Set<string>()
  for (const {path, found} of chosen) {
    const source = await open(path)
    try {
      const format = formats[found]
      const facts = await readOne({format, source, text: texts.get(path), tally, read})
      await addFacts({read, facts, source, seen, isCompanion: format.kind === 'companion'})
    } finally {
      await source.close()
    }
  }
  return finished({read, tally})
}

async function readOne({
  format,
  source,
  text,
  tally,
  read,
}: {
  format: Format
  source: Source
  text: string | undefined
  tally: Tally
  read: SourcesRead
}): Promise<ReadingFacts> {
  const {name, file} = source
  if (format.kind !== 'rows') {
    const reading = format.read({text: text ?? (await wholeText(source)), file: name})
    if (reading.steps.length > 0) read.printed.push({file: name, part: reading.part, steps: reading.steps})
    return reading
  }
  const before = [tally.firstMs, tally.lastEndMs] as const
  tally.firstMs = Number.POSITIVE_INFINITY
  tally.lastEndMs = Number.NEGATIVE_INFINITY
  const facts = await format.read({chunks: source.chunks, file, tally})
  // What the reader left is read too, so that the checksum is of the whole file.
  for await (const _ of source.chunks);
  if (tally.lastEndMs >= tally.firstMs) {
    read.fileSpans.push({file: name, fromS: tally.firstMs / 1000, toS: tally.lastEndMs / 1000})
  }
  tally.firstMs = Math.min(tally.firstMs, before[0])
  tally.lastEndMs = Math.max(tally.lastEndMs, before[1])
  return facts
}

async function addFacts({
  read,
  facts,
  source,
  seen,
  isCompanion,
}: {
  read: SourcesRead
  facts: ReadingFacts
  source: Source
  seen: Set<string>
  isCompanion: boolean
}): Promise<void> {
  const known = source.facts()
  if (!isCompanion && seen.has(known.sha256)) throw duplicate(source, read)
  seen.add(known.sha256)
  read.sources.push(known)
  if (!isCompanion) read.format = facts.format
  read.toolVersion ??= facts.toolVersion
  read.loop = read.loop ?? facts.loop
  if (facts.startedAt !== null && (read.startedAt === null || facts.startedAt < read.startedAt))
    read.startedAt = facts.startedAt
  for (const flag of [...facts.flags, ...sourceFlags(source)]) {
    if (!read.flags.some(({text}) => text === flag.text)) read.flags.push(flag)
  }
}

function finished({read, tally}: {read: SourcesRead; tally: Tally}): SourcesRead {
  const flags = [...read.flags, ...tally.flags]
  if (tally.misdatedCount > 0) {
    const count = tally.misdatedCount.toLocaleString('en')
    flags.push({
      code: 'broken-rows',
      severity: 'warning',
      text: `${count} rows without a usable time or response time are left out`,
    })
  }
  return {...read, flags, record: tally.rowCount === 0 ? null : recordOf(tally)}
}

function duplicate(source: Source, {sources}: SourcesRead) {
  const twin = sources.find(({sha256}) => sha256 === source.facts().sha256)
  return unreadable({
    file: source.file,
    what: `holds the same bytes as ${twin?.name}: its requests would count twice`,
    suggestions: ['give each result once'],
  })
}
