#!/usr/bin/env node
// The version is checked before anything is imported: a newer syntax further in must not be met first.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 15)) {
  process.stderr.write(
    `ecom-plan needs Node 22.15 or newer; this is ${process.versions.node}. Install Node 24 and run again.\n`,
  )
  process.exitCode = 64
} else {
  const {enableCompileCache} = await import('node:module')
  enableCompileCache?.()
  const {main} = await import('../dist/main.js')
  await main()
}
