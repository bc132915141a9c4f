import type {SimulatedTier, SimulationModel} from '../../documents/simulation-model.js'
import type {SimulatedPolicy} from '../../documents/simulation-policy.js'
import {PlanError} from '../../errors.js'

/**
 * Refuses a model that cannot be run, or whose answer would be about something else: SIMULATION_MODEL_INVALID names
 * the field, what is wrong with it and what to do. `name` is the file or the policy as the user knows it.
 */
export function checkModel(model: SimulationModel, name: string): void {
  const refuse = (field: string, message: string, next: string): never => {
    throw new PlanError('data', 'SIMULATION_MODEL_INVALID', `${name}, ${field}: ${message}`, {
      suggestions: [next],
      place: {file: name, field},
    })
  }
  checkTime(model, refuse)
  if (model.tiers.length === 0) {
    refuse('tiers', 'there is no tier to simulate', 'give one a capacity: a load test, production metrics or unitRps')
  }
  const others = new Set([...model.databases, ...model.dependencies].map((one) => one.name))
  model.tiers.forEach((tier, i) => {
    const field = `tiers[${i}] (${tier.name})`
    checkCapacity(tier, field, refuse)
    checkScaling(tier, field, model, refuse)
    for (const {to} of tier.calls) {
      if (!others.has(to))
        refuse(`${field}.calls`, `it calls ${to}, which is not in the model`, `add ${to}, or leave the call out`)
    }
  })
}

type Refuse = (field: string, message: string, next: string) => never

function checkTime({durationS, tickS, fine, demand}: SimulationModel, refuse: Refuse): void {
  if (!(tickS > 0)) refuse('tickS', `a tick of ${tickS} s`, 'set it above 0 s; 10 s is usual')
  if (!(fine.tickS > 0 && fine.tickS <= tickS)) {
    refuse(
      'fine.tickS',
      `a fine tick of ${fine.tickS} s beside one of ${tickS} s`,
      'set it above 0 s and to a tick at most',
    )
  }
  if (60 % tickS > 1e-9) refuse('tickS', `a minute is no whole number of ticks of ${tickS} s`, 'use a tick of 10 s')
  if (durationS < tickS) {
    refuse(
      'durationS',
      `a window of ${durationS} s is shorter than a tick of ${tickS} s`,
      'make the window longer, such as 24h',
    )
  }
  demand.path.forEach(({atS}, i) => {
    const before = demand.path[i - 1]
    if (before !== undefined && before.atS >= atS) {
      refuse(
        `demand.path[${i}].atS`,
        `${atS} s comes after ${before.atS} s`,
        'give the points by rising time, each once',
      )
    }
  })
}

function checkCapacity(tier: SimulatedTier, field: string, refuse: Refuse): void {
  if (!(tier.unitFullRps > 0)) {
    refuse(
      `${field}.unitFullRps`,
      `what one ${tier.unit} carries is ${tier.unitFullRps} req/s`,
      'measure it with a load test, or set unitRps in ecom-plan.yaml',
    )
  }
  if (!(tier.workerCount >= 1)) refuse(`${field}.workerCount`, 'no worker serves requests', 'set it to 1 or more')
  if (!(tier.serviceTimeS > 0)) refuse(`${field}.serviceTimeS`, 'requests take no time', 'set it above 0 s')
}

function checkScaling({scaling}: SimulatedTier, tier: string, {durationS}: SimulationModel, refuse: Refuse): void {
  const field = `${tier}.scaling`
  const {minCount, maxCount} = scaling
  if (minCount > maxCount) {
    refuse(
      `${field}.minCount`,
      `the minimum of ${minCount} is above the maximum of ${maxCount}`,
      'raise the maximum, or lower the minimum',
    )
  }
  for (const [i, policy] of scaling.policies.entries()) {
    checkPolicy(policy, `${field}.policies[${i}] (${policy.name})`, refuse)
  }
  let [min, max] = [minCount, maxCount]
  const byTime = [...scaling.schedules].sort((a, b) => a.atS - b.atS)
  for (const action of byTime) {
    const own = `${field}.schedules (${action.name})`
    if (action.atS < 0) {
      refuse(
        own,
        `it is ${-action.atS} s before the window starts`,
        'give it a time in the window; what ran before is in minCount and maxCount',
      )
    }
    if (action.atS >= durationS) {
      refuse(own, `it is ${action.atS - durationS} s after the window ends`, 'make the window longer, or leave it out')
    }
    min = action.minCount ?? min
    max = action.maxCount ?? max
    if (min > max) {
      refuse(own, `it leaves a minimum of ${min} above a maximum of ${max}`, 'raise the maximum before the minimum')
    }
  }
}

function checkPolicy(policy: SimulatedPolicy, field: string, refuse: Refuse): void {
  if (policy.kind === 'predictive') return
  if (policy.kind === 'target-tracking' && !(policy.targetRatio > 0)) {
    refuse(
      `${field}.targetRatio`,
      `a target of ${policy.targetRatio} is never met`,
      'set a target above 0, such as 50 % CPU',
    )
  }
  const {alarm} = policy
  if (!(alarm.periodS > 0)) {
    refuse(
      `${field}.alarm.periodS`,
      `a period of ${alarm.periodS} s`,
      'set it to that of the alarm: 10, 20, 60 or 300 s',
    )
  }
  if (!(alarm.outDatapointCount >= 1 && alarm.inDatapointCount >= 1)) {
    refuse(`${field}.alarm`, 'an alarm of no datapoint', 'set outDatapointCount and inDatapointCount to 1 or more')
  }
}
