import {defineConfig} from 'vitest/config'

const file = (name: string) => new URL(name, import.meta.url).pathname

/** Tests of what is pure: they leave nothing behind, so that a worker takes one file after another without starting anew. */
const pure = [
  'apply-model',
  'archive',
  'catalog',
  'commands',
  'core',
  'documents',
  'estates',
  'fixtures',
  'incidents',
  'journal',
  'loadtests',
  'oracles',
  'report',
].map((room) => `test/${room}/**/*.test.ts`)

export default defineConfig({
  test: {
    root: file('..'),
    disableConsoleIntercept: true,
    sequence: {shuffle: true},
    globalSetup: [file('build-once.ts')],
    // By default a machine of two cores gets one worker, which waits half of the time for the commands it runs.
    maxWorkers: 2,
    projects: [
      {extends: true, test: {name: 'pure', include: pure, isolate: false, ...shared()}},
      {extends: true, test: {name: 'edge', include: ['test/**/*.test.ts'], exclude: pure, ...shared()}},
    ],
  },
})

function shared() {
  return {root: file('..'), setupFiles: [file('seed.ts')], testTimeout: 60_000, hookTimeout: 60_000}
}
