import {readFileSync} from 'node:fs'
import {makeEstate} from '../aws-fake/estate.ts'
import {startFakeAws} from '../aws-fake/server.ts'
import {measuredOf} from './measured.ts'

/** The fake in a process of its own, so that its work is not the puller's: an estate's snapshot from a file, each metric made up. */
const [path = '', now = '', limit = 'null'] = process.argv.slice(2)
const every: {perSecond: number} | null = JSON.parse(limit)
const limits = every === null ? {} : {'*': {...every, burst: every.perSecond}}
const snapshot = JSON.parse(readFileSync(path, 'utf8'))
const estate = makeEstate({
  snapshot,
  now,
  pageSize: 1000,
  pagePoints: 100_800,
  measured: measuredOf(every !== null),
  limits,
})
const aws = await startFakeAws({estate})
process.on('message', (message) => {
  if (message === 'calls') process.send?.({calls: aws.calls.length})
  else estate.now = String(message)
})
process.send?.({url: aws.url})
