import type {LoadStep, LoadTestFlag, LoadTestTool} from '../documents/load-test.js'
import type {Tally} from './tally.js'

/** What every reader tells of the file it read. */
export type ReadingFacts = {
  tool: LoadTestTool
  /** How the tool wrote it, such as `JTL CSV`. */
  format: string
  toolVersion: string | null
  loop: 'open' | 'closed' | null
  /** ISO 8601 in UTC; null where the file does not say. Row readers leave it null: the tally knows the first start. */
  startedAt: string | null
  flags: LoadTestFlag[]
}

/** What a reader of rows returns: the rows themselves went into the tally that it was handed. */
export type RowReading = ReadingFacts

/** A level of load as the tool printed it, in all and for each endpoint that it names. */
export type PrintedStep = {all: LoadStep; endpoints: {label: string; step: LoadStep}[]}

/**
 * What a reader of summaries returns. `part` says what several files of this format are to each other: steps of one
 * test, or load generators that ran the same step at once.
 */
export type SummaryReading = ReadingFacts & {steps: PrintedStep[]; part: 'step' | 'generator'}

/**
 * Reads rows into the tally. Chunks are unpacked bytes of any length, cut anywhere; each is valid only until the next
 * is asked for. A reader holds no more than one record of at most 1 MiB over; longer ones throw LOAD_TEST_UNREADABLE.
 */
export type RowReader = (input: {chunks: AsyncIterable<Buffer>; file: string; tally: Tally}) => Promise<RowReading>

/** Reads a whole summary of at most 64 MiB; the text has no byte order mark. */
export type SummaryReader = (input: {text: string; file: string}) => SummaryReading
