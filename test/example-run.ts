import {fileURLToPath} from 'node:url'
import type {Run} from '../src/documents/run.js'
import type {QuantileName} from '../src/documents/units.js'
import {walk} from '../src/shell/walk.js'

/** The folder of a worked example. */
export function exampleFolder(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}/`, import.meta.url))
}

/** The run that forecast makes of a worked example, from its files. */
export async function exampleRun(
  name: string,
  asked: {event?: string; target?: QuantileName; azLoss?: number} = {},
): Promise<Run> {
  const {run} = await walk({
    configPath: `${exampleFolder(name)}ecom-plan.yaml`,
    event: asked.event,
    uplift: undefined,
    target: asked.target,
    azLoss: asked.azLoss,
    asOf: undefined,
    isOffline: true,
    onProgress: () => {},
  })
  return run
}
