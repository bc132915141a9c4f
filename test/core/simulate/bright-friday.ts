import {readFileSync} from 'node:fs'
import {catalog} from '../../../src/catalog/catalog.js'
import {mapInventory} from '../../../src/core/inventory/map-inventory.js'
import {modelOfRun} from '../../../src/core/simulate/model-of-run.js'
import type {ModelInput} from '../../../src/core/simulate/model-setting.js'
import {snapshotSchema} from '../../../src/documents/snapshot.js'
import {walk} from '../../../src/shell/walk.js'
import {exampleFolder} from '../../example-run.js'

/** What the model of the worked example is made from. */
export async function brightFriday(): Promise<Omit<ModelInput, 'policy'>> {
  const folder = exampleFolder('bright-friday')
  const {run, config} = await walk({
    configPath: `${folder}ecom-plan.yaml`,
    event: undefined,
    uplift: undefined,
    target: undefined,
    azLoss: undefined,
    asOf: undefined,
    isOffline: true,
    onProgress: () => {},
  })
  const snapshot = snapshotSchema.parse(JSON.parse(readFileSync(`${folder}estate.json`, 'utf8')))
  return {run, config, catalog, inventory: mapInventory(snapshot), seed: 1}
}

export const today = (input: Omit<ModelInput, 'policy'>) => modelOfRun({...input, policy: 'today'})
export const planned = (input: Omit<ModelInput, 'policy'>) => modelOfRun({...input, policy: 'plan'})
