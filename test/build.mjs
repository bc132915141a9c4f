// Builds dist/: one entry per command plus the shell, with what they share (oclif's core included) in chunks, and the
// SDK clients in chunks that load on first use. Then writes oclif.manifest.json, so that --help loads no command.
import {execFileSync} from 'node:child_process'
import {readdirSync, rmSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {build} from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const commands = readdirSync(`${root}src/commands`, {recursive: true, encoding: 'utf8'}).filter((file) =>
  file.endsWith('.ts'),
)

rmSync(`${root}dist`, {recursive: true, force: true})
await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/shell/main.ts',
    help: 'src/shell/help.ts',
    'workers/simulate-worker': 'src/workers/simulate-worker.ts',
    ...Object.fromEntries(commands.map((file) => [`commands/${file.slice(0, -3)}`, `src/commands/${file}`])),
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.15',
  // ESM builds of the SDK: its CommonJS ones cannot be tree-shaken, and dynamic imports of them lose their names.
  mainFields: ['module', 'main'],
  chunkNames: 'chunks/[name]-[hash]',
  minify: true,
  keepNames: true,
  // oclif asks for a compiler only where it runs sources.
  external: ['typescript', 'ts-node', 'tsx'],
  legalComments: 'linked',
  logLevel: 'warning',
  // CommonJS packages inside the bundle still call require for Node's own modules.
  banner: {
    js: "import {createRequire as __createRequire} from 'node:module'; const require = __createRequire(import.meta.url);",
  },
})
execFileSync(process.execPath, [`${root}node_modules/oclif/bin/run.js`, 'manifest', root], {
  stdio: ['ignore', 'ignore', 'inherit'],
  // Under a test runner oclif would write the paths of the sources into the manifest.
  env: {...process.env, NODE_ENV: 'production'},
})
