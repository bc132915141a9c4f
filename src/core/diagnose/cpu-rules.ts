import {cpuCredits} from '../../catalog/cpu-credits.js'
import {diagnosisLimits} from '../../catalog/diagnosis-limits.js'
import {figure, percent} from '../figure.js'
import {on, type Rule, ratioOf, type Situation} from './situation.js'

const limit = diagnosisLimits

/** R5: more sessions want CPU than there are vCPUs. */
export const cpuRule: Rule = {
  id: 'R5',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.UsingDashboard.AnalyzeDBLoad.html',
  weight: () => 10,
  conditions: (situation) => {
    const {now} = situation
    return [
      on(now.cpuRatio, {
        needs: ['CPUUtilization'],
        isSign: true,
        holds: (cpu) => cpu >= limit.cpuFullRatio.value,
        otherwise: (cpu) => `CPU is at ${percent(cpu)}`,
        evidence: (cpu) => ({
          metric: 'CPUUtilization',
          measured: percent(cpu),
          against: `${figure(situation.limits.class?.vcpuCount ?? 0)} vCPU`,
          limitRatio: cpu,
        }),
      }),
      cpuIsWaitedFor(situation),
    ]
  },
  doubt: ({now}) =>
    now.onCpuCount === null ? 'DBLoadCPU was not measured, so it rests on CPUUtilization alone' : null,
  says: ({now, limits}) => {
    const vcpus = limits.class === null ? 'its vCPUs' : `${figure(limits.class.vcpuCount)} vCPU`
    const queued = now.onCpuCount === null ? '' : `, and ${figure(now.onCpuCount)} sessions want it`
    return `CPU is used up: ${percent(now.cpuRatio ?? 0)} of ${vcpus}${queued}`
  },
  remedy: () => [
    'the statements that use most CPU first: a plan that changed, an index that is missing',
    'a class with more vCPU, or reads to a replica',
  ],
  isNot: [
    'not the disk: its I/O are quick, or wait only because CPU is late to fetch them',
    'not more connections: each would want CPU too',
  ],
}

function cpuIsWaitedFor({now, limits}: Situation) {
  const perVcpu = ratioOf(now.onCpuCount, limits.class?.vcpuCount)
  if (perVcpu !== null) {
    return on(perVcpu, {
      needs: ['DBLoadCPU'],
      holds: (share) => share > 1,
      otherwise: () => `${figure(now.onCpuCount ?? 0)} sessions on CPU have a vCPU each`,
      evidence: (share) => ({
        metric: 'DBLoadCPU',
        measured: `${figure(now.onCpuCount ?? 0)} sessions on CPU or waiting for it`,
        against: `${figure(limits.class?.vcpuCount ?? 0)} vCPU`,
        limitRatio: share,
      }),
    })
  }
  // Between full and sure only the sessions tell.
  const isSure = now.cpuRatio !== null && now.cpuRatio >= limit.cpuSureRatio.value
  return {holds: isSure ? true : null, otherwise: '', needs: ['DBLoadCPU']}
}

/** R9: a T class lives on surplus credits, which cost money and stall nothing. */
export const cpuCreditsRule: Rule = {
  id: 'R9',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html',
  weight: () => 130,
  conditions: (situation) => {
    const {now, limits, className} = situation
    const baseline = limits.class?.baselineCpuRatio ?? null
    const most = cpuCredits(className)?.maxCreditCount ?? null
    return [
      {
        holds: limits.class === null ? null : limits.class.isBurstable,
        otherwise: 'the class has no CPU credits',
        needs: [],
      },
      on(ratioOf(now.cpuCreditCount, most), {
        needs: ['CPUCreditBalance'],
        isSign: true,
        holds: (share) => share <= limit.balanceEmptyRatio.value,
        otherwise: (share) => `${percent(share)} of the credits are left`,
        evidence: (share) => ({
          metric: 'CPUCreditBalance',
          measured: figure(now.cpuCreditCount ?? 0),
          against: `${figure(most ?? 0)} when full`,
          limitRatio: share,
        }),
      }),
      on(ratioOf(now.cpuRatio, baseline), {
        needs: ['CPUUtilization'],
        holds: (share) => share > 1,
        otherwise: () => 'CPU is below what the class earns',
        evidence: () => ({
          metric: 'CPUUtilization',
          measured: percent(now.cpuRatio ?? 0),
          against: `${percent(baseline ?? 0)} that the class holds for ever`,
          limitRatio: ratioOf(now.cpuRatio, baseline),
        }),
      }),
    ]
  },
  says: ({now, limits, className}) =>
    `the class ${className} has spent its CPU credits and runs at ${percent(now.cpuRatio ?? 0)}, above the ${percent(limits.class?.baselineCpuRatio ?? 0)} that it earns: RDS bills surplus credits and nothing stalls`,
  remedy: () => ['a class that is no T class, where it stays so: surplus credits are billed by the vCPU-hour'],
  isNot: ['not a stall: T3 and T4g on RDS are always unlimited'],
}
