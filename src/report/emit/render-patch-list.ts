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
  return `${JSON.stringify(list, null, 2)}\n`
}
