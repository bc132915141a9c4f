import type {AwsRequest, Patch} from '../../documents/patch.js'
import {plainText} from '../plain-text.js'
import {utcIso} from '../time.js'
import {asciiJson} from './ascii-json.js'
import {type AwsRead, existenceRead, fieldReads, needRead} from './aws-cli-reads.js'
import {awsCommand} from './aws-command.js'
import {heldBack, placeOf, type TimedView} from './emit-view.js'
import {patchNotes, staysBecause} from './patch-notes.js'
import {shQuoted} from './sh-quoted.js'

/** The lines of `apply` for one patch: its notes, then the calls, as comments where a person has to send them. */
export function applyLines(patch: Patch, view: TimedView): string[] {
  const {request, before, after, notBeforeAt, notAfterAt} = patch
  const calls = [
    beginLine({patch, view, fromAt: notBeforeAt, untilAt: notAfterAt}),
    ...fieldReads({request, from: before, to: after}).map(fieldLine),
    sendLine(request),
  ]
  return [...notesOf(patchNotes(patch, view)), ...(heldBack(patch) === null ? calls : asComments(calls))]
}

/** The lines of `restore` for one patch, from what `apply` left to what rests; why not, where nothing can. */
export function restoreLines(patch: Patch, view: TimedView): string[] {
  const {undo, after, before, resting = before} = patch
  const title = plainText(`${patch.id} · ${patch.resource}`)
  if ('impossible' in undo) return notesOf([title, `Stays: ${staysBecause(patch)}`])
  const need = needRead(undo)
  const existence = existenceRead(undo)
  const calls = [
    beginLine({patch, view, fromAt: null, untilAt: null}),
    ...(existence === null ? [] : [`there ${readWords(existence)}`]),
    ...fieldReads({request: undo, from: after, to: resting}).map(fieldLine),
    ...(need === null || need === 'unknown' ? [] : [`fits ${need.most} ${readWords(need.read)}`]),
    sendLine(undo),
  ]
  const reason = heldBack(patch) ?? undoHeldBack(undo)
  const notes = reason === null ? [title] : [title, `Held back, ${reason}.`]
  return [...notesOf(notes), ...(reason === null ? calls : asComments(calls))]
}

/** Why a person has to take a change back that was made without one. */
function undoHeldBack(undo: AwsRequest): string | null {
  if (needRead(undo) === 'unknown') return 'it sets a maximum, and this script cannot read what is in use'
  return undo.operation === 'DeleteDBInstance' ? 'it deletes a database, which nothing may read from any more' : null
}

const notesOf = (notes: readonly string[]) => notes.map((note) => `# ${note}`)
const asComments = (calls: readonly string[]) => calls.flatMap((call) => call.split('\n')).map((line) => `# ${line}`)

/** `20261126230000`: digits that sh can compare as a number. */
export const shTime = (at: string) => utcIso(at).replaceAll(/\D/g, '').slice(0, 14)

function beginLine({
  patch,
  view,
  fromAt,
  untilAt,
}: {
  patch: Patch
  view: TimedView
  fromAt: string | null
  untilAt: string | null
}): string {
  const {account, region} = placeOf(patch, view.plan)
  const words = [shQuoted(plainText(patch.id)), shQuoted(account), shQuoted(region)]
  return `begin ${words.join(' ')} ${fromAt === null ? 0 : shTime(fromAt)} ${untilAt === null ? 0 : shTime(untilAt)}`
}

function fieldLine({field, read, from, to}: {field: string; read: AwsRead; from: string; to: string}): string {
  return `field ${[field, from, to].map(shQuoted).join(' ')} ${readWords(read)}`
}

function readWords({service, operation, input, query}: AwsRead): string {
  return [...awsCommand({service, operation}), shQuoted(query), jsonWord(input)].join(' ')
}

/** A reservation is cancelled by the id that `there` has found. */
function sendLine({service, operation, input}: AwsRequest): string {
  const isFound = operation === 'CancelCapacityReservation'
  const word = isFound ? String.raw`"{\"CapacityReservationId\": \"$answer\"}"` : jsonWord(input)
  return `send ${awsCommand({service, operation}).join(' ')} ${word}`
}

const jsonWord = (input: unknown) => shQuoted(asciiJson(input, {widthMost: 140, indent: ''}))
