import {createHash} from 'node:crypto'
import {type Plan, planSchema} from '../../documents/plan.js'
import {PlanError} from '../../errors.js'
import {documentOf, readBytes} from '../../files/read-document.js'

/**
 * A plan and the SHA-256 of its file's bytes, as `sha256sum` prints it. Throws as readDocument does, and
 * PLAN_NOT_EXPECTED where another checksum was expected.
 */
export async function readPlanFile(
  path: string,
  expectedSha256: string | undefined,
): Promise<{plan: Plan; sha256: string}> {
  const bytes = await readBytes(path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (expectedSha256 !== undefined && sha256 !== expectedSha256) {
    throw new PlanError(
      'refused',
      'PLAN_NOT_EXPECTED',
      `${path} is not the plan that was expected: its SHA-256 is ${sha256}, not ${expectedSha256}; nothing was sent`,
      {suggestions: [`review it: ecom-plan apply ${path} --dry-run`, 'or take the file that was reviewed']},
    )
  }
  return {plan: await documentOf({path, bytes, schema: planSchema}), sha256}
}
