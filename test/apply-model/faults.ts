import type {Patch} from '../../src/documents/patch.js'
import {PlanError} from '../../src/errors.js'
import type {ModelAws} from './model-aws.js'
import {type Disturb, Kill, type Operation, type World} from './process.js'

/** What may go wrong around one call, of a run forwards or back. `patchId`: whose call it is in that run. */
export type Fault = {
  kind: string
  /** A new one for each run: it remembers how often it has struck. */
  make: (world: World, patchId: string) => Disturb
  end: 'done' | 'stopped' | 'killed'
  code?: string
  /** Sends of the patch until all is done, a resume included, where that is not one. */
  sendCount?: number
  /** Puts back what somebody else changed, so that the run can go on. */
  repair?: (world: World, patch: Patch) => void
}

const isSendOf = ({kind, name}: Operation, patchId: string) => kind === 'send' && name === patchId

/** Answers the first sends of a patch in place of AWS. */
function answer(count: number, reply: (aws: ModelAws, patch: Patch) => ReturnType<NonNullable<Disturb['instead']>>) {
  return (_: World, patchId: string): Disturb => {
    let left = count
    return {instead: (operation, patch, aws) => (isSendOf(operation, patchId) && left-- > 0 ? reply(aws, patch) : null)}
  }
}

const said = (result: 'throttled' | 'server-error' | 'refused' | 'unknown', code: string) => ({
  result,
  code,
  message: code,
})

/** Strikes at the n-th put of the journal that speaks of a patch: 0 is the intent, 1 the outcome. */
function atPut(at: number, strike: (world: World, name: string) => never) {
  return (world: World, patchId: string): Disturb => {
    let seen = 0
    let isNear = false
    return {
      before: ({kind, name}) => {
        if (kind === 'read' && name === patchId) isNear = true
        if (kind === 'put' && isNear && seen++ === at) strike(world, name)
      },
    }
  }
}

const full = (): never => {
  throw new PlanError('output', 'STORE_UNWRITABLE', 'the journal was not written: the disk is full', {
    suggestions: ['df -h'],
  })
}

const tear = (world: World, name: string): never => {
  world.store.blobs.set(name, new TextEncoder().encode('{"schema":"ecom-plan.journal-entry/v1","entryCo'))
  throw new Kill()
}

/** A third value in each field of a patch, as a person would set it. */
export function moveFields(aws: ModelAws, {request, before, after}: Pick<Patch, 'request' | 'before' | 'after'>): void {
  const numbers = Object.values({...before, ...after}).filter((value) => typeof value === 'number')
  aws.set(request, Math.max(...numbers, 0) + 7)
}

const drift = (world: World, patchId: string): Disturb => {
  let isDone = false
  return {
    before: ({kind, name}) => {
      if (isDone || kind !== 'read' || name !== patchId) return
      isDone = true
      const patch = world.patches.get(patchId)
      if (patch !== undefined) moveFields(world.aws, patch)
    },
  }
}

/** Ten kinds, some of them in two forms. */
export const faults: readonly Fault[] = [
  {kind: 'throttle burst', make: answer(3, () => said('throttled', 'ThrottlingException')), end: 'done', sendCount: 4},
  {kind: '503, not done', make: answer(1, () => said('server-error', '503')), end: 'done', sendCount: 2},
  {
    kind: '500, done',
    make: answer(1, (aws, {request}) => {
      aws.send(request)
      return said('server-error', '500')
    }),
    end: 'done',
  },
  {
    kind: 'timeout, done',
    make: answer(1, (aws, {request}) => {
      aws.send(request)
      return said('unknown', 'TimeoutError')
    }),
    end: 'done',
  },
  {kind: 'timeout, not done', make: answer(1, () => said('unknown', 'ECONNRESET')), end: 'done', sendCount: 2},
  {
    kind: 'AccessDenied',
    make: answer(1, () => said('refused', 'ACCESS_DENIED')),
    end: 'stopped',
    code: 'ACCESS_DENIED',
    sendCount: 2,
  },
  {
    kind: 'ExpiredToken',
    make: answer(1, () => said('refused', 'CREDENTIALS_EXPIRED')),
    end: 'stopped',
    code: 'CREDENTIALS_EXPIRED',
    sendCount: 2,
  },
  {
    kind: 'validation',
    make: answer(1, () => said('refused', 'ValidationError')),
    end: 'stopped',
    code: 'PATCH_REFUSED',
    sendCount: 2,
  },
  {
    kind: 'drift by another actor',
    make: drift,
    end: 'stopped',
    code: 'PATCH_CONFLICT',
    repair: ({aws}, {request, before}) => aws.restore(request, before),
  },
  {kind: 'disk full at the intent', make: atPut(0, full), end: 'stopped', code: 'JOURNAL_UNWRITABLE'},
  {kind: 'disk full at the outcome', make: atPut(1, full), end: 'stopped', code: 'JOURNAL_UNWRITABLE'},
  {kind: 'torn intent', make: atPut(0, tear), end: 'killed'},
  {kind: 'torn outcome', make: atPut(1, tear), end: 'killed'},
]
