import {expect, test} from 'vitest'
import {expectRolledBack, expectSound} from './expect-state.js'
import {applyId, applyIn, Kill, receiptsIn, rollBackIn, worldOf} from './process.js'
import {salePlan, shopBefore} from './sale-plan.js'

const last = salePlan.at(-1)?.id ?? ''

test.each(['before', 'after'] as const)(
  'a process that died just %s its last call leaves that in doubt, and a rollback puts all back',
  async (when) => {
    const world = worldOf(shopBefore())
    const killed = await applyIn(world, salePlan, {
      [when]: ({kind, name}: {kind: string; name: string}) => {
        if (kind === 'send' && name === last) throw new Kill()
      },
    })
    expect(killed.end).toBe('killed')
    const receipt = (await receiptsIn(world)).find((one) => one.applyId === applyId)
    expect(receipt?.patches.map(({state}) => state).at(-1)).toBe('in-doubt')
    world.aws.pass(600)
    expect(await rollBackIn(world)).toMatchObject({end: 'done', failure: null})
    if (when === 'after') expectRolledBack(world)
    await expectSound(world)
  },
)
