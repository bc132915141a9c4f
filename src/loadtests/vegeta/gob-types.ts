import {GobBroken, type GobReader} from './gob-reader.js'

/** A type that a gob stream describes before it is used. Opaque ones are bytes that their own type encodes. */
export type GobType =
  | {kind: 'struct'; name: string; fields: {name: string; type: number}[]}
  | {kind: 'list'; element: number; isArray: boolean}
  | {kind: 'map'; key: number; element: number}
  | {kind: 'opaque'}

const mostFields = 1000

/**
 * Reads a wireType: a struct with one field set, which says the kind (0 array, 1 slice, 2 struct, 3 map, 4 to 6 types
 * that encode themselves, such as time.Time).
 *
 * @source https://pkg.go.dev/encoding/gob (Encoding Details, wireType)
 */
export function readGobType(reader: GobReader): GobType {
  let type: GobType | undefined
  eachField(reader, (field) => {
    if (field === 0) type = readList(reader, true)
    else if (field === 1) type = readList(reader, false)
    else if (field === 2) type = readStruct(reader)
    else if (field === 3) type = readMap(reader)
    else if (field <= 6) type = readOpaque(reader)
    else throw new GobBroken()
  })
  if (type === undefined) throw new GobBroken()
  return type
}

/** Visits the fields of a struct value: each comes as the distance from the one before, and 0 ends them. */
export function eachField(reader: GobReader, visit: (field: number) => void): void {
  let field = -1
  for (let delta = reader.uint(); delta !== 0; delta = reader.uint()) {
    field += delta
    if (field > mostFields) throw new GobBroken()
    visit(field)
  }
}

function readList(reader: GobReader, isArray: boolean): GobType {
  let element = 0
  eachField(reader, (field) => {
    if (field === 0) readCommon(reader)
    else if (field === 1) element = reader.int()
    else if (field === 2 && isArray) reader.int()
    else throw new GobBroken()
  })
  return {kind: 'list', element, isArray}
}

function readMap(reader: GobReader): GobType {
  let [key, element] = [0, 0]
  eachField(reader, (field) => {
    if (field === 0) readCommon(reader)
    else if (field === 1) key = reader.int()
    else if (field === 2) element = reader.int()
    else throw new GobBroken()
  })
  return {kind: 'map', key, element}
}

function readStruct(reader: GobReader): GobType {
  let name = ''
  const fields: {name: string; type: number}[] = []
  eachField(reader, (field) => {
    if (field === 0) name = readCommon(reader).name
    else if (field === 1) readFields(reader, fields)
    else throw new GobBroken()
  })
  return {kind: 'struct', name, fields}
}

function readFields(reader: GobReader, fields: {name: string; type: number}[]): void {
  const count = reader.uint()
  if (count > mostFields) throw new GobBroken()
  for (let index = 0; index < count; index++) {
    const {name, id} = readCommon(reader)
    fields.push({name, type: id})
  }
}

function readOpaque(reader: GobReader): GobType {
  eachField(reader, (field) => {
    if (field !== 0) throw new GobBroken()
    readCommon(reader)
  })
  return {kind: 'opaque'}
}

/** A name and a type number: CommonType and fieldType share this shape. */
function readCommon(reader: GobReader): {name: string; id: number} {
  const common = {name: '', id: 0}
  eachField(reader, (field) => {
    if (field === 0) common.name = reader.bytes().toString('utf8')
    else if (field === 1) common.id = reader.int()
    else throw new GobBroken()
  })
  return common
}
