import {chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, expect, test} from 'vitest'
import {folderStore} from '../../src/store/folder-store.ts'

let root = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ecom-plan-folder-'))
})
afterEach(async () => {
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
