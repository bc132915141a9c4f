import type {ApplyCheck} from '../../../documents/apply-check.js'
import {counted} from '../../figure.js'
import {threeWay} from '../three-way.js'
import {type ApplyFacts, checked} from './apply-facts.js'

/**
 * Each field compared three ways: as the plan found it, as it is, as the plan wants it. One that is neither of the
 * first nor of the last was changed by somebody else, and stops.
 */
export function driftCheck({chosen, live}: ApplyFacts): ApplyCheck[] {
  const all = chosen.map((patch) => ({patch, standing: threeWay(patch, live[patch.id] ?? {})}))
  const fieldCount = chosen.reduce((sum, {after}) => sum + Object.keys(after).length, 0)
  const moved = all.flatMap(({patch, standing}) =>
    standing.fields.filter(({state}) => state === 'moved').map((field) => ({patch, field})),
  )
  const already = all.filter(({standing}) => standing.verdict === 'already').length
  if (moved.length === 0) {
    const there = already === 0 ? '' : `; ${counted(already, 'change')} there already`
    return [checked('drift', 'ok', `none of ${counted(fieldCount, 'field')} changed since the plan was made${there}`)]
  }
  return [
    checked('drift', 'fail', `${counted(moved.length, 'field')} changed since the plan was made`, {
      details: moved.map(
        ({patch, field: {field, base, live: now}}) =>
          `${patch.resource} ${field}: the plan has ${textOf(base)}, AWS has ${textOf(now)}`,
      ),
      next: ['make the plan anew: ecom-plan forecast --out-plan plan.json'],
      isFinal: true,
    }),
  ]
}

const textOf = (value: unknown) =>
  value === null || value === undefined ? 'none' : typeof value === 'object' ? JSON.stringify(value) : String(value)
