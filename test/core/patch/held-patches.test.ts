import {expect, test} from 'vitest'
import {choosePatches} from '../../../src/core/apply/choose-patches.js'
import {claimsOf} from '../../../src/core/apply/claims.js'
import {heldPatches} from '../../../src/core/patch/held-patches.js'
import {classPatch} from '../../../src/core/patch/rds-patches.js'
import type {DraftPatch} from '../../../src/documents/patch.js'
import {makeReceipt} from '../apply/make-receipt.js'
import {makeDatabase, makeInventory} from '../recommend/make-change.js'

const [small, large, huge] = ['db.r6g.large', 'db.r6g.4xlarge', 'db.r6g.8xlarge']
const october = makeDatabase({id: 'orders', class: small})
const inventory = makeInventory({databases: [{...october, class: large}]})
const given = classPatch({tier: 'db', database: october, toClass: large})
const timed = (patch: DraftPatch) => ({...patch, wave: 'database' as const, notBeforeAt: null, notAfterAt: null})
const claims = claimsOf([makeReceipt({patches: [timed(given)]})])
const asked = {claims, eventId: 'cyber-monday-2026', inventory, tiers: new Set(['db'])}

test('a class that another event gave and this plan leans on is held, and goes back to that of October', () => {
  const [held, ...others] = heldPatches({...asked, patches: []})
  expect(others).toEqual([])
  expect(held).toMatchObject({
    id: 'hold-db-class',
    route: 'automatic',
    before: {DBInstanceClass: large},
    after: {DBInstanceClass: large},
    resting: {DBInstanceClass: small},
    undo: {input: {DBInstanceClass: small}},
  })
  // To give it back takes the database down; to hold it does not, so nobody has to agree before.
  expect(held?.consent).toBe('downtime')
  if (held === undefined) throw new Error('nothing is held')
  const {chosen} = choosePatches({
    patches: [timed(held)],
    timezone: 'UTC',
    at: '2026-11-27T12:00:00Z',
    only: [],
    used: new Map(),
    downtime: null,
    hasAccepted: false,
  })
  expect(chosen).toHaveLength(1)
})

test('a larger class still is made from what is live, and goes back to that of October', () => {
  const patch = classPatch({tier: 'db', database: {...october, class: large}, toClass: huge})
  expect(heldPatches({...asked, patches: [patch]})).toEqual([
    {
      ...patch,
      resting: {DBInstanceClass: small},
      undo: {...given.undo, input: {DBInstanceIdentifier: 'orders', DBInstanceClass: small, ApplyImmediately: true}},
    },
  ])
})

test('not held: what this event gave itself, what is no longer there, another tier, and what nothing was given', () => {
  expect(heldPatches({...asked, patches: [], eventId: 'black-friday-2026'})).toEqual([])
  expect(heldPatches({...asked, patches: [], inventory: makeInventory({databases: [october]})})).toEqual([])
  expect(heldPatches({...asked, patches: [], tiers: new Set(['other'])})).toEqual([])
  expect(heldPatches({...asked, patches: [], claims: []})).toEqual([])
})

test('a patch that no claim touches is the same object', () => {
  const patch = classPatch({tier: 'db', database: {...october, id: 'search'}, toClass: huge})
  expect(heldPatches({...asked, claims: [], patches: [patch]})[0]).toBe(patch)
})
