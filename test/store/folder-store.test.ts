import {chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest'
import {folderStore} from '../../src/store/folder-store.ts'

const noLinks = vi.hoisted(() => ({isOn: false}))
vi.mock(import('node:fs/promises'), async (original) => {
  const fs = await original()
  const link: typeof fs.link = async (from, to) => {
    if (noLinks.isOn) throw Object.assign(new Error('no hard links here'), {code: 'EPERM'})
    await fs.link(from, to)
  }
  return {...fs, link}
})

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ecom-plan-folder-'))
})
afterEach(async () => {
  noLinks.isOn = false
  await rm(root, {recursive: true, force: true})
})
const bytes = new TextEncoder().encode('x')

test('a put leaves no temporary file, taken or not', async () => {
  const store = folderStore(root)
  await store.putIfAbsent('a/one', bytes)
  await store.putIfAbsent('a/one', bytes)
  expect(await readdir(join(root, 'a'))).toEqual(['one'])
})

test('what a cut writer left, dotfiles and links to folders are not listed', async () => {
  const store = folderStore(root)
  await store.putIfAbsent('a/one', bytes)
  await writeFile(join(root, 'a', '.two.0123456789ab.tmp'), 'half')
  await writeFile(join(root, '.DS_Store'), '')
  await mkdir(join(root, '.git'))
  await writeFile(join(root, '.git', 'config'), '')
  await symlink(root, join(root, 'loop'))
  expect(await store.list('')).toEqual(['a/one'])
})

test('a place below a file: STORE_UNREADABLE and STORE_UNWRITABLE with the path and a command', async () => {
  await writeFile(join(root, 'file'), 'x')
  const store = folderStore(join(root, 'file', 'archive'))
  await expect(store.list('parts/')).rejects.toMatchObject({code: 'STORE_UNREADABLE', exitCode: 3})
  await expect(store.putIfAbsent('parts/one', bytes)).rejects.toMatchObject({
    code: 'STORE_UNWRITABLE',
    exitCode: 8,
    message: expect.stringContaining(`${root}/file/archive/parts/one was not written: part of its path is a file`),
    suggestions: [expect.stringContaining('ls -ld')],
  })
})

test.skipIf(process.getuid?.() === 0)(
  'a folder that may not be read is said to be so, not taken for empty',
  async () => {
    const store = folderStore(root)
    await store.putIfAbsent('a/one', bytes)
    await chmod(join(root, 'a'), 0o000)
    await expect(store.list('a/')).rejects.toMatchObject({code: 'STORE_UNREADABLE', place: {file: `${root}/a/`}})
    await expect(store.putIfAbsent('a/two', bytes)).rejects.toMatchObject({code: 'STORE_UNWRITABLE'})
    await chmod(join(root, 'a'), 0o755)
  },
)

describe('a ledger', () => {
  test('is for this user alone: files 0600, folders 0700', async () => {
    const place = join(root, 'applies')
    await folderStore(place, {isLedger: true}).putIfAbsent('a/one', bytes)
    const modes = await Promise.all([place, join(place, 'a'), join(place, 'a', 'one')].map((path) => stat(path)))
    expect(modes.map(({mode}) => (mode & 0o777).toString(8))).toEqual(['700', '700', '600'])
  })

  test('a link in place of a file is not followed', async () => {
    await writeFile(join(root, 'secret'), 'x')
    await mkdir(join(root, 'applies'))
    await symlink(join(root, 'secret'), join(root, 'applies', 'one'))
    const store = folderStore(join(root, 'applies'), {isLedger: true})
    await expect(store.read('one')).rejects.toMatchObject({code: 'STORE_UNREADABLE'})
    expect(await store.list('')).toEqual([])
    expect(await store.putIfAbsent('one', bytes)).toBe(false)
    expect(Buffer.from(await readFile(join(root, 'secret'))).toString()).toBe('x')
  })

  test('on a disk without hard links one of ten writers wins, and its bytes are there', async () => {
    noLinks.isOn = true
    const store = folderStore(root, {isLedger: true})
    const writers = Array.from({length: 10}, (_, i) => store.putIfAbsent('race', new TextEncoder().encode(`${i}`)))
    const winners = (await Promise.all(writers)).flatMap((isFirst, i) => (isFirst ? [`${i}`] : []))
    expect(winners).toHaveLength(1)
    expect(Buffer.from((await store.read('race')) ?? []).toString()).toBe(winners[0])
    expect(await readdir(root)).toEqual(['race'])
  })
})
