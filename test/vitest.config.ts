import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    disableConsoleIntercept: true,
    sequence: {shuffle: true},
    globalSetup: [new URL('build-once.ts', import.meta.url).pathname],
    setupFiles: [new URL('seed.ts', import.meta.url).pathname],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
