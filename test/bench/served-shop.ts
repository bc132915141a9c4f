import {type ChildProcess, fork} from 'node:child_process'
import {once} from 'node:events'
import {Agent, get} from 'node:http'
import {fileURLToPath} from 'node:url'
import {meanQueryCount, requestsOf, type Shop} from './shop-cases.ts'

/** One level of load as a load test and the database's own counters tell it, and what the machine spent on it. */
export type ServedStep = {
  concurrencyCount: number
  durationS: number
  /** Of every request that was answered in the step, seconds. */
  timesS: number[]
  /** Connections in use over the connections there are. */
  databaseRatio: number
  cpuCoreCount: number
  /** By how much waiting came late over what was asked for, before later timers were set shorter to make it good. */
  lateRatio: number
}

type Counters = {cpuS: number; lateS: number; heldS?: number}
type Child = {process: ChildProcess; port: number}

const warmS = 0.3

/** Units and a database as processes of their own, and a closed loop of users against them. */
export async function serveShop(shop: Shop, unitCount: number) {
  const database = await start('shop-database.mjs', [shop.connectionCount])
  const units = await Promise.all(
    Array.from({length: unitCount}, () => start('shop-unit.mjs', [shop.workerCount, database.port])),
  )
  const children = [database, ...units]
  const agent = new Agent({keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, scheduling: 'fifo'})
  return {
    step: (concurrencyCount: number, durationS: number, random: () => number) =>
      loadStep({shop, children, agent, concurrencyCount, durationS, random}),
    stop: () => {
      agent.destroy()
      for (const child of children) child.process.kill()
    },
  }
}

async function start(name: string, args: readonly number[]): Promise<Child> {
  const path = fileURLToPath(new URL(name, import.meta.url))
  const child = fork(path, args.map(String), {execArgv: []})
  const [{port}] = await once(child, 'message')
  return {process: child, port}
}

async function loadStep({
  shop,
  children,
  agent,
  concurrencyCount,
  durationS,
  random,
}: {
  shop: Shop
  children: readonly Child[]
  agent: Agent
  concurrencyCount: number
  durationS: number
  random: () => number
}): Promise<ServedStep> {
  const nextRequest = requestsOf(shop, random)
  const ports = children.slice(1).map(({port}) => port)
  const timesS: number[] = []
  let isOn = true
  let isMeasured = false
  const openCounts = ports.map(() => 0)
  const user = async () => {
    while (isOn) {
      const startedMs = performance.now()
      // To the unit with the fewest requests under way, as a load balancer can.
      const unit = openCounts.reduce((least, count, i) => (count < (openCounts[least] ?? 0) ? i : least), 0)
      openCounts[unit] = (openCounts[unit] ?? 0) + 1
      await ask(agent, ports[unit] ?? 0, nextRequest())
      openCounts[unit] = (openCounts[unit] ?? 0) - 1
      if (isMeasured && isOn) timesS.push((performance.now() - startedMs) / 1000)
    }
  }
  const users = Array.from({length: concurrencyCount}, user)
  await pause(warmS)
  const before = await countersOf(children)
  const startedMs = performance.now()
  isMeasured = true
  await pause(durationS)
  isMeasured = false
  const tookS = (performance.now() - startedMs) / 1000
  const after = await countersOf(children)
  isOn = false
  await Promise.all(users)
  const used = (of: (counters: Counters) => number) =>
    after.reduce((sum, one) => sum + of(one), 0) - before.reduce((sum, one) => sum + of(one), 0)
  const heldS = used(({heldS = 0}) => heldS)
  const askedS = timesS.length * (shop.ownTimeS + meanQueryCount * shop.queryTimeS)
  return {
    concurrencyCount,
    durationS: tookS,
    timesS,
    databaseRatio: heldS / tookS / shop.connectionCount,
    cpuCoreCount: used(({cpuS}) => cpuS) / tookS,
    lateRatio: used(({lateS}) => lateS) / askedS,
  }
}

const pause = (timeS: number) => new Promise((resolve) => setTimeout(resolve, timeS * 1000))

function ask(agent: Agent, port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get({host: '127.0.0.1', port, path, agent}, (response) => response.resume().on('end', resolve)).on('error', reject)
  })
}

/** Of every child, and last of this process, whose load generator counts too. */
function countersOf(children: readonly Child[]): Promise<Counters[]> {
  const {user, system} = process.cpuUsage()
  const own: Counters = {cpuS: (user + system) / 1e6, lateS: 0}
  const asked = children.map(async ({process: child}) => {
    child.send('count')
    const [counters] = await once(child, 'message')
    return counters as Counters
  })
  return Promise.all([...asked, own])
}
