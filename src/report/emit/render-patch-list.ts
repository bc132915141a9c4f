import {type EmitView, placeOf} from './emit-view.js'

/**
 * A plan as a list in JSON, a patch each in the order in which they are applied: `input` is what the AWS CLI takes with
 * --cli-input-json and the SDK as a command's input, `undo` the request that takes it back or why none can.
 */
export function renderPatchList({plan, patches}: EmitView): string {
  const list = patches.map((patch) => {
    const {id, resource, route, consent, request, undo, before, after, wave, notBeforeAt, notAfterAt} = patch
    return {
      id,
      resource,
      ...placeOf(patch, plan),
      ...request,
      undo,
      before,
      after,
      wave,
      notBeforeAt,
      notAfterAt,
      route,
      ...(consent === undefined ? {} : {consent}),
    }
  })
  return `${JSON.stringify(list, null, 2).replace(unseen, escaped)}\n`
}

/** What JSON leaves as it is, and a terminal or a reader's eye does not. */
const unseen = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu
const escaped = (text: string) =>
  [...Array(text.length).keys()].map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')
