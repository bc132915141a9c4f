// Ends a process that is under test for good as it flushes a file: KILL_AT is `before:3` or `after:3`, the number of the
// flush. SYNC_COUNT names a file for how many there were. Loaded with --import.
import {writeFileSync} from 'node:fs'
import {open} from 'node:fs/promises'

const [when, number] = (process.env.KILL_AT ?? '').split(':')
const handle = await open(process.execPath)
const files = Object.getPrototypeOf(handle)
await handle.close()
const {sync} = files
let count = 0

files.sync = async function () {
  count += 1
  const isChosen = count === Number(number)
  if (isChosen && when === 'before') process.kill(process.pid, 'SIGKILL')
  await sync.call(this)
  if (isChosen && when === 'after') process.kill(process.pid, 'SIGKILL')
}

process.on('exit', () => {
  if (process.env.SYNC_COUNT) writeFileSync(process.env.SYNC_COUNT, String(count))
})
