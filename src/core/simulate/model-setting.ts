import type {Catalog} from '../../catalog/catalog.js'
import type {JudgementName} from '../../catalog/judgements.js'
import type {Config} from '../../documents/config.js'
import type {Inventory} from '../../documents/inventory.js'
import type {Run} from '../../documents/run.js'
import type {SimulationModel} from '../../documents/simulation-model.js'
import type {ServiceTime} from '../calibrate/service-time.js'
import {instantOf} from '../series/zone.js'
import {type DefaultDelays, defaultDelays} from './default-delays.js'
import type {LearnedDelays} from './learned-delays.js'

/** What a model is built from. */
export type ModelInput = {
  run: Run
  config: Config
  inventory: Inventory
  catalog: Catalog
  /** As things are, or with the plan's patches made. */
  policy: 'today' | 'plan'
  seed: number
  /** How units serve, by tier, where a load test showed it. */
  services?: ReadonlyMap<string, ServiceTime>
  /** What the account's own history taught, by tier. */
  learned?: ReadonlyMap<string, LearnedDelays>
}

/** The input with what all parts of a model ask for, and what they note. */
export type ModelSetting = ModelInput & {
  startS: number
  durationS: number
  /** Requests at the load balancer per request where demand is counted. */
  originRatio: number
  delays: DefaultDelays
  judgement: (name: JudgementName) => number
  /** Notes a number of the catalogue and gives it. */
  fact: (group: 'scalingLimits' | 'serviceLimits' | 'rdsStorage', name: string) => number
  notice: (words: string) => void
}

/** Collects what was used and what was left out while a model is built. */
export function modelSetting(input: ModelInput): ModelSetting & Pick<SimulationModel, 'notices' | 'assumptions'> {
  const {run, catalog, config} = input
  const notices: string[] = []
  const used = new Map<string, SimulationModel['assumptions'][number]>()
  const note = (name: string, value: number, unit: string, source: string, why = '') =>
    used.set(name, {what: `${name} ${value} ${unit}${why === '' ? '' : `: ${why}`}`, source})
  const judgement = (name: JudgementName) => {
    const ours = catalog.judgements[name]
    const given = config.judgements[name]
    if (given === undefined) note(name, ours.value, ours.unit, ours.source, ours.note)
    else note(name, given, ours.unit, 'ecom-plan.yaml')
    return given ?? ours.value
  }
  const fact: ModelSetting['fact'] = (group, name) => {
    const found = (catalog[group] as Readonly<Record<string, (typeof catalog.judgements)[JudgementName]>>)[name]
    if (found === undefined) throw new Error(`the catalogue has no ${group}.${name}`)
    note(name, found.value, found.unit, found.source, found.note)
    return found.value
  }
  const startS = instantOf(run.forecast.windowStartAt)
  return {
    ...input,
    startS,
    durationS: instantOf(run.forecast.windowEndAt) - startS,
    originRatio: run.cdn === null ? 1 : 1 - run.cdn.hitRatio,
    delays: defaultDelays(judgement, (name) => fact('scalingLimits', name)),
    judgement,
    fact,
    notice: (words) => notices.push(words),
    notices,
    get assumptions() {
      return [...used.values()]
    },
  }
}
