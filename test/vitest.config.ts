import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    disableConsoleIntercept: true,
    sequence: {shuffle: true},
    globalSetup: [new URL('build-once.ts', import.meta.url).pathname],
    setupFiles: [new URL('seed.ts', import.meta.url).pathname],
    // By default a machine of two cores gets one worker, which waits half of the time for the commands it runs.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
