import {expect, test} from 'vitest'
import {withoutSecrets} from '../../../src/core/pull/without-secrets.js'
import {snapshotSchema} from '../../../src/documents/snapshot.js'

const snapshot = snapshotSchema.parse({
  schema: 'ecom-plan.snapshot/v1',
  capturedAt: '2026-11-02T06:00:00Z',
  account: '123456789012',
  region: 'eu-west-1',
  taskDefinitions: [
    {
      family: 'cart',
      containerDefinitions: [
        {
          name: 'app',
          cpu: 256,
          environment: [{name: 'DB_PASSWORD', value: 'hunter2'}],
          secrets: [{name: 'K', valueFrom: 'arn'}],
        },
        {name: 'sidecar'},
      ],
    },
    {family: 'bare'},
  ],
  distributions: [
    {
      Id: 'E1',
      Origins: {
        Items: [
          {Id: 'o', CustomHeaders: {Quantity: 1, Items: [{HeaderName: 'x-key', HeaderValue: 's3cret'}]}},
          {Id: 'p'},
        ],
      },
    },
    {Id: 'E2'},
  ],
})

test('values of environments and custom headers go, their names and all else stay', () => {
  const kept = withoutSecrets(snapshot)
  const text = JSON.stringify(kept)
  expect(text).not.toContain('hunter2')
  expect(text).not.toContain('s3cret')
  expect(kept.taskDefinitions).toEqual([
    {
      family: 'cart',
      containerDefinitions: [
        {name: 'app', cpu: 256, secrets: [{name: 'K', valueFrom: 'arn'}], environment: [{name: 'DB_PASSWORD'}]},
        {name: 'sidecar'},
      ],
    },
    {family: 'bare'},
  ])
  expect(kept.distributions).toEqual([
    {Id: 'E1', Origins: {Items: [{Id: 'o', CustomHeaders: {Quantity: 1, Items: [{HeaderName: 'x-key'}]}}, {Id: 'p'}]}},
    {Id: 'E2'},
  ])
})
