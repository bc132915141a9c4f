import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {measure, serve} from './bench-pull.ts'

const asOf = '2026-11-02T06:10:00Z'
const perSecond = 10

/**
 * An estate of 250 Auto Scaling groups, 250 ECS services and three databases, from a fake that lets itself be called
 * ten times a second in all: the estimate, the inventory and first pull, and a forecast from the archive alone.
 * What forecast does not read has a point in ten only, so that the fake itself keeps up.
 */
export async function bench() {
  const root = mkdtempSync(join(tmpdir(), 'ecom-plan-bench-'))
  const fake = await serve(root, {groups: 250, services: 250, databases: 3}, asOf, {perSecond})
  try {
    const estimate = measure(['pull', '--estimate', '--as-of', asOf], root, fake.url)
    console.log(JSON.stringify({estimate}))
    const pull = measure(['pull', '--as-of', asOf], root, fake.url)
    console.log(JSON.stringify({pull}))
    const forecast = measure(['forecast', '--offline', '--as-of', asOf], root, fake.url)
    const allowedS = (1.2 * pull.callCount) / perSecond
    return {estimate, pull, forecast, isAsEstimated: pull.callCount === estimate.callCount, allowedS}
  } finally {
    fake.child.kill()
    rmSync(root, {recursive: true, force: true})
  }
}
