import {execFileSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

/** Builds dist/ before any test, so that tests of the built command never run an old one. */
export function setup(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('build.mjs', import.meta.url))], {stdio: 'inherit'})
  process.stdout.write(
    `properties: seed ${process.env['ECOM_PLAN_SEED'] ?? '20261127'}, set ECOM_PLAN_SEED for another\n`,
  )
}
