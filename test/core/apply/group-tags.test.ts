import {expect, test} from 'vitest'
import {groupTagsOf} from '../../../src/core/apply/group-tags.js'
import {maxPatch} from './make-receipt.js'

const patches = [maxPatch({from: 10, to: 30})]
const name = String(patches[0]?.request.input['AutoScalingGroupName'])
const app = {key: 'app', value: 'shop'}

test("a group's own tags are kept once, and AWS's are not", () => {
  const tags = {value: {[name]: [app, {key: 'aws:autoscaling:groupName', value: name}], other: [app]}}
  expect(groupTagsOf({patches: [...patches, ...patches], tags})).toEqual([{group: name, tags: [app]}])
})

test('a group without tags, and tags that were not read, keep nothing', () => {
  expect(groupTagsOf({patches, tags: {value: {}}})).toEqual([])
  expect(groupTagsOf({patches, tags: {skipped: 'denied'}})).toEqual([])
})
