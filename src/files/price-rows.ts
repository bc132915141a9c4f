import {isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap} from 'yaml'
import {nearestName} from '../documents/nearest-name.js'
import {visitCsvRecords} from './csv-records.js'
import {priceFailure} from './price-failure.js'
import {readText} from './read-text.js'

/** One price as it stands in a file: the text of each field, and the lines that they stand on. */
export type PriceRow = {line: number; cells: ReadonlyMap<PriceField, {text: string; line: number}>}

const fields = ['key', 'usd', 'unit', 'checkedOn', 'region', 'source', 'note'] as const
export type PriceField = (typeof fields)[number]
/** What a YAML or JSON file may say once for all of its prices. */
const shared = ['checkedOn', 'region', 'source'] as const

const header = fields.join(',')

/** The rows of a CSV file of prices. Throws PRICES_INVALID with the line, and what visitCsvRecords throws. */
export async function priceRowsOfCsv(path: string): Promise<PriceRow[]> {
  let columns: PriceField[] | undefined
  const rows: PriceRow[] = []
  await visitCsvRecords({
    path,
    visit: (cells, line) => {
      if (columns === undefined) {
        columns = cells.map((cell) => fieldOf({path, name: cell.trim(), line, what: 'column'}))
        return
      }
      if (cells.length !== columns.length) {
        const what = `this row has ${cells.length} cells and the header ${columns.length}`
        throw priceFailure({path, line, what, next: 'put cells that hold the separator in quotes'})
      }
      const named = columns.map((column, i) => [column, {text: (cells[i] ?? '').trim(), line}] as const)
      rows.push({line, cells: new Map(named.filter(([, {text}]) => text !== ''))})
    },
  })
  if (columns === undefined) throw priceFailure({path, what: 'the file is empty', next: `begin it with ${header}`})
  return rows
}

/** The rows of a YAML or JSON file of prices. Throws PRICES_INVALID with the line, FILE_MISSING and FILE_UNREADABLE. */
export async function priceRowsOfYaml(path: string): Promise<PriceRow[]> {
  const text = await readText(path)
  const lines = new LineCounter()
  const doc = parseDocument(text, {prettyErrors: false, lineCounter: lines})
  const lineOf = (node: unknown) => lines.linePos((node as Node | null)?.range?.[0] ?? 0).line
  const [syntax] = doc.errors
  if (syntax !== undefined) {
    const {line} = lines.linePos(syntax.pos[0])
    throw priceFailure({path, line, what: `not YAML or JSON: ${syntax.message}`, next: `correct line ${line}`})
  }
  if (!isMap(doc.contents)) {
    throw priceFailure({path, what: 'expected a key prices with a list', next: 'prices: [{key: …, usd: …, unit: …}]'})
  }
  const top = doc.contents
  const common = new Map<PriceField, {text: string; line: number}>()
  for (const pair of top.items as Pair[]) {
    const name = nameOf(pair)
    if (name === 'prices') continue
    if (!(shared as readonly string[]).includes(name)) {
      throw unknownName({path, name, line: lineOf(pair.key), what: 'key', known: [...shared, 'prices']})
    }
    common.set(name as PriceField, {text: scalarText(pair.value), line: lineOf(pair.key)})
  }
  const list = top.get('prices', true)
  if (!isSeq(list)) {
    throw priceFailure({path, what: 'expected a key prices with a list', next: 'prices: [{key: …, usd: …, unit: …}]'})
  }
  return list.items.map((item) => {
    const line = lineOf(item)
    if (!isMap(item)) {
      throw priceFailure({path, line, what: 'a price has keys and values', next: '- {key: …, usd: …, unit: …}'})
    }
    return {line, cells: new Map([...common, ...cellsOf({path, item, lineOf})])}
  })
}

type Item = {path: string; item: YAMLMap; lineOf: (node: unknown) => number}

function cellsOf({path, item, lineOf}: Item): [PriceField, {text: string; line: number}][] {
  return (item.items as Pair[]).map((pair) => {
    const line = lineOf(pair.key)
    return [fieldOf({path, name: nameOf(pair), line, what: 'key'}), {text: scalarText(pair.value), line}]
  })
}

const nameOf = ({key}: Pair) => String(isScalar(key) ? key.value : key)

/** The text as it was typed where that is more than its value says: `1e3` or a date. */
function scalarText(node: unknown): string {
  if (!isScalar(node)) return ''
  return typeof node.value === 'number' ? String(node.value) : String(node.value ?? '')
}

type Name = {path: string; name: string; line: number; what: string}

function fieldOf({path, name, line, what}: Name): PriceField {
  const found = fields.find((field) => field === name)
  if (found !== undefined) return found
  throw unknownName({path, name, line, what, known: fields})
}

function unknownName({path, name, line, what, known}: Name & {known: readonly string[]}) {
  const near = nearestName(name, known)
  const next = near === undefined ? `the names are ${known.join(', ')}` : `write ${near} in place of ${name}`
  return priceFailure({path, line, field: name, what: `unknown ${what} ${JSON.stringify(name)}`, next})
}
