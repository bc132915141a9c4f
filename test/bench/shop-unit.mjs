// One unit of the shop in a process of its own: so many workers, each of which stays with its request through its own
// time and every query. Requests wait in line for a worker. `GET /OWN_S/QUERY_S/QUERY_S...` says how long what takes.
import {createServer} from 'node:http'
import {connect} from 'node:net'
import {makeTimer} from './shop-timer.mjs'

const [workers = '1', databasePort = '0'] = process.argv.slice(2)
const most = Number(workers)
const waiting = []
const asked = new Map()
let busyCount = 0
let lastId = 0
const timer = makeTimer()

const database = connect(Number(databasePort), '127.0.0.1')
database.setNoDelay(true)
let rest = ''
database.on('data', (data) => {
  const lines = (rest + data).split('\n')
  rest = lines.pop() ?? ''
  for (const line of lines) {
    const [id = '', tookS = '0'] = line.split(' ')
    asked.get(id)?.(Number(tookS))
    asked.delete(id)
  }
})

/** The way there and back is none of the shop's time, so what it took is owed. */
const query = (time) => {
  const startedS = performance.now() / 1000
  lastId += 1
  const id = String(lastId)
  return new Promise((resolve) => {
    asked.set(id, (tookS) => {
      timer.owe(performance.now() / 1000 - startedS - tookS)
      resolve()
    })
    database.write(`${id} ${time}\n`)
  })
}

async function work(url, response) {
  const [own = '0', ...queries] = url.slice(1).split('/')
  await timer.spend(Number(own) / 2)
  for (const time of queries) await query(time)
  await timer.spend(Number(own) / 2)
  response.end('ok')
}

function next() {
  while (busyCount < most && waiting.length > 0) {
    const {url, response} = waiting.shift()
    busyCount += 1
    work(url, response).then(() => {
      busyCount -= 1
      next()
    })
  }
}

const server = createServer((request, response) => {
  waiting.push({url: request.url ?? '/', response})
  next()
})
server.keepAliveTimeout = 60_000
database.on('connect', () => server.listen(0, '127.0.0.1', () => process.send?.({port: server.address().port})))
process.on('message', () => {
  const {user, system} = process.cpuUsage()
  process.send?.({...timer.late(), cpuS: (user + system) / 1e6})
})
process.on('disconnect', () => process.exit())
