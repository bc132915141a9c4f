// The shop's database in a process of its own: a pool of so many connections, each of which one query holds for as long
// as it takes. Queries wait in line for a connection. A line of `ID SECONDS` comes in, a line of `ID SECONDS-IN-ALL` goes
// out.
import {createServer} from 'node:net'
import {makeTimer} from './shop-timer.mjs'

const [connections = '1'] = process.argv.slice(2)
const most = Number(connections)
const waiting = []
let heldCount = 0
let heldS = 0
const timer = makeTimer()
let countedS = performance.now() / 1000

function count() {
  const nowS = performance.now() / 1000
  heldS += heldCount * (nowS - countedS)
  countedS = nowS
}

function next() {
  while (heldCount < most && waiting.length > 0) {
    const {id, timeS, cameS, socket} = waiting.shift()
    count()
    heldCount += 1
    timer.spend(timeS).then(() => {
      count()
      heldCount -= 1
      socket.write(`${id} ${performance.now() / 1000 - cameS}\n`)
      next()
    })
  }
}

const server = createServer((socket) => {
  socket.setNoDelay(true)
  let rest = ''
  socket.on('error', () => {})
  socket.on('data', (data) => {
    const lines = (rest + data).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [id = '', time = '0'] = line.split(' ')
      waiting.push({id, timeS: Number(time), cameS: performance.now() / 1000, socket})
    }
    next()
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({port: server.address().port}))
process.on('message', () => {
  count()
  const {user, system} = process.cpuUsage()
  process.send?.({heldS, ...timer.late(), cpuS: (user + system) / 1e6})
})
process.on('disconnect', () => process.exit())
