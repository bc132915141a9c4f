import type {LoadTestFlag} from '../documents/load-test.js'
import {PlanError} from '../errors.js'
import type {FormatId} from './format-id.js'
import {formats} from './formats.js'
import type {ListedFile} from './list-sources.js'
import {howToTest, unreadable} from './unreadable.js'

export type Detection = ListedFile & {found: FormatId | {none: string}}
export type Result = ListedFile & {found: FormatId}

/**
 * The one format of a test, and the files in it, with those that only add to it. Of several formats of one tool in a folder the most exact is taken,
 * since they tell of the same requests; the others, and files that are no results, are told.
 *
 * Throws LOAD_TEST_UNREADABLE for a file that was named and is no result, or where none is, and LOAD_TEST_MIXED for
 * results of two tools, or of two formats that were both named.
 */
export function chooseFormat({detections, paths}: {detections: readonly Detection[]; paths: readonly string[]}): {
  format: FormatId
  chosen: Result[]
  flags: LoadTestFlag[]
} {
  const results = detections.filter((detection): detection is Result => typeof detection.found === 'string')
  const others = detections.filter(
    (detection): detection is ListedFile & {found: {none: string}} => typeof detection.found !== 'string',
  )
  const named = others.find(({isFromFolder}) => !isFromFolder) ?? (results.length === 0 ? others[0] : undefined)
  if (named !== undefined) throw noResult(named.path, named.found.none)
  const [first] = results
  if (first === undefined) throw noResult(paths.join(' '), 'nothing')
  const stranger = results.find(({found}) => formats[found].tool !== formats[first.found].tool)
  if (stranger !== undefined) throw mixedTools(first, stranger)
  const best = results.reduce((a, b) => (formats[b.found].rank > formats[a.found].rank ? b : a))
  if (formats[best.found].kind === 'companion') throw onlyCompanions(best)
  const isChosen = ({found}: Result) => found === best.found || formats[found].kind === 'companion'
  const chosen = results.filter(isChosen)
  const passed = results.filter((result) => !isChosen(result))
  const twin = passed.find(({isFromFolder}) => !isFromFolder)
  if (twin !== undefined) throw mixedFormats(best, twin)
  return {format: best.found, chosen, flags: [...passedOver(passed, best), ...noResults(others)]}
}

function passedOver(passed: readonly Result[], best: Result): LoadTestFlag[] {
  if (passed.length === 0) return []
  const names = [...new Set(passed.map(({found}) => formats[found].name))].join(', ')
  const text = `${counted(passed.length, 'file')} of other formats passed over (${names}): ${formats[best.found].name} tells more of the same requests`
  return [{code: 'formats-passed-over', severity: 'info', text}]
}

function noResults(others: readonly (ListedFile & {found: {none: string}})[]): LoadTestFlag[] {
  const [first] = others
  if (first === undefined) return []
  const text = `${counted(others.length, 'file')} passed over that ${others.length === 1 ? 'is no result' : 'are no results'}, such as ${nameOf(first)}: ${first.found.none}`
  return [{code: 'no-result', severity: 'info', text}]
}

const counted = (count: number, noun: string) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
const nameOf = ({path}: ListedFile) => path.split('/').at(-1) ?? path

function noResult(path: string, none: string): PlanError {
  return unreadable({file: path, what: `is no load-test result but ${none}`, suggestions: howToTest})
}

function onlyCompanions({path, found}: Result): PlanError {
  return unreadable({
    file: path,
    what: `is ${formats[found].tool}'s ${formats[found].name}, which holds no step`,
    suggestions: ['import it together with the results of the same run'],
  })
}

function mixedTools(first: Result, stranger: Result): PlanError {
  return new PlanError(
    'data',
    'LOAD_TEST_MIXED',
    `results of ${formats[first.found].tool} (${nameOf(first)}) and ${formats[stranger.found].tool} (${nameOf(stranger)}) are mixed: they cannot be compared`,
    {suggestions: ['keep the results of each tool in a folder of their own'], place: {file: stranger.path}},
  )
}

function mixedFormats(best: Result, twin: Result): PlanError {
  return new PlanError(
    'data',
    'LOAD_TEST_MIXED',
    `${nameOf(best)} (${formats[best.found].name}) and ${nameOf(twin)} (${formats[twin.found].name}) are of two formats of one tool: the same requests would count twice`,
    {suggestions: ['give results of one format'], place: {file: twin.path}},
  )
}
