import {DatabaseSync} from 'node:sqlite'

/** A file below the table's place, unpacked. */
export type TableFile = {path: string; text: string}

type Table = {
  name: string
  columns: {name: string; type: string}[]
  pattern: RegExp | null
  skippedLineCount: number
  isByDay: boolean
}

/**
 * Runs our own two statements in SQLite, as another engine than the reader under test: the table is filled as its own
 * statement says (the regular expression of its SerDe, or tabs; the lines to skip; the day of the folder), and the
 * query's text runs as it is, with Trino's functions that SQLite lacks.
 *
 * Returns the rows as Athena gives them: names of the columns first, all text.
 */
export function runInSqlite({
  createSql,
  countSql,
  files,
}: {
  createSql: string
  countSql: string
  files: readonly TableFile[]
}): (string | null)[][] {
  const database = new DatabaseSync(':memory:')
  try {
    addTrinoFunctions(database)
    fill(database, tableOf(createSql), files)
    const statement = database.prepare(countSql)
    const names = statement.columns().map(({name}) => name)
    const rows = statement.all().map((row) => names.map((name) => textOf(row[name])))
    return [names, ...rows]
  } finally {
    database.close()
  }
}

const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value))

/** What the CREATE statement says, as Hive would read it. */
function tableOf(sql: string): Table {
  const name = /CREATE EXTERNAL TABLE IF NOT EXISTS (\w+)/.exec(sql)?.[1] ?? ''
  const columns = [...sql.matchAll(/^ {2}`(\w+)` (\w+),?$/gm)].map(([, column = '', type = '']) => ({
    name: column,
    type,
  }))
  const pattern = /'input\.regex' = '(.*)'$/m.exec(sql)?.[1]
  return {
    name,
    columns,
    // A string of Hive: a backslash stands before what is meant as it is. The SerDe matches whole lines.
    pattern: pattern === undefined ? null : new RegExp(`^(?:${pattern.replace(/\\(.)/g, '$1')})$`),
    skippedLineCount: Number(/'skip\.header\.line\.count' = '(\d+)'/.exec(sql)?.[1] ?? 0),
    isByDay: /PARTITIONED BY \(day string\)/.test(sql),
  }
}

function fill(database: DatabaseSync, table: Table, files: readonly TableFile[]): void {
  const names = [...table.columns.map(({name}) => name), ...(table.isByDay ? ['day'] : []), '$path']
  database.exec(`CREATE TABLE ${table.name} (${names.map((name) => `"${name}"`).join(', ')})`)
  const insert = database.prepare(`INSERT INTO ${table.name} VALUES (${names.map(() => '?').join(', ')})`)
  database.exec('BEGIN')
  for (const {path, text} of files) {
    const day = /\/(\d{4}\/\d\d\/\d\d)\//.exec(path)?.[1] ?? ''
    const lines = text.replace(/\n$/, '').split('\n').slice(table.skippedLineCount)
    for (const line of text === '' ? [] : lines) {
      insert.run(...cellsOf(table, line), ...(table.isByDay ? [day] : []), path)
    }
  }
  database.exec('COMMIT')
}

function cellsOf({columns, pattern}: Table, line: string): (string | number | bigint | null)[] {
  const found = pattern === null ? line.split('\t') : pattern.exec(line)?.slice(1)
  return columns.map(({type}, i) => cellOf(found?.[i], type))
}

/** A SerDe gives null where the text is not of the column's type. */
function cellOf(text: string | undefined, type: string): string | number | bigint | null {
  if (text === undefined) return null
  if (type === 'string') return text
  if (type === 'double') return /^-?[\d.]+$/.test(text) ? Number(text) : null
  return /^-?\d+$/.test(text) ? BigInt(text) : null
}

/** SQLite knows the rest. Java and JavaScript read the patterns that we use alike. */
function addTrinoFunctions(database: DatabaseSync): void {
  const patterns = new Map<string, RegExp>()
  const compiled = (pattern: string) => {
    const known = patterns.get(pattern) ?? new RegExp(pattern, 'g')
    patterns.set(pattern, known)
    known.lastIndex = 0
    return known
  }
  const define = (name: string, work: (...args: never[]) => string | number | null) => {
    const strict = (...args: unknown[]) => (args.includes(null) ? null : work(...(args as never[])))
    database.function(name, {varargs: true, deterministic: true}, strict)
  }
  define('regexp_like', (text: string, pattern: string) => (compiled(pattern).test(text) ? 1 : 0))
  define('regexp_replace', (text: string, pattern: string, by: string) => text.replace(compiled(pattern), by))
  define('regexp_extract', (text: string, pattern: string, group = 0) => compiled(pattern).exec(text)?.[group] ?? null)
  define('from_iso8601_timestamp', (text: string) => (isTime(text) ? Date.parse(text) : null))
  define('to_unixtime', (atMs: number) => atMs / 1000)
  define('try', (value: string | number) => value)
}

/** Trino knows no hour 24, and JavaScript does. */
const isTime = (text: string) =>
  /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text))
