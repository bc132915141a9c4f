import type {RdsClass} from '../../catalog/rds-classes.js'
import type {Blocker} from '../../documents/plan.js'
import {type LoadLine, valueAt} from '../calibrate/load-line.js'
import {dollars, figure, percent} from '../figure.js'
import {surplusCredits} from '../laws/surplus-credits.js'
import {at, type Setting} from './tier-finding.js'

/**
 * What the event costs a T class beyond its hourly price: RDS runs these in unlimited mode, so CPU above the baseline is
 * billed and never stalls. A warning with the amount, which is in no total: it is of the class that runs, not of a
 * change. None for other classes, and none where the baseline holds.
 *
 * It begins without credits, which is the dearer reading. A standby runs no queries and is not counted.
 *
 * @source https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html
 */
export function surplusCreditBlockers({
  tier,
  hardware,
  cpuRatio,
  setting,
}: {
  tier: string
  hardware: RdsClass
  cpuRatio: LoadLine | null
  setting: Setting
}): Blocker[] {
  const {baselineCpuRatio, vcpuCount} = hardware
  if (cpuRatio === null || baselineCpuRatio === null) return []
  const used = setting.path.map((point) =>
    Math.min(1, Math.max(0, valueAt(cpuRatio, at(point, setting.target) * setting.originRatio))),
  )
  const {billedCount, owedCount} = surplusCredits({
    vcpuCount,
    baselineCpuRatio,
    utilizationRatio: used,
    stepS: setting.stepS,
    startCount: 0,
  })
  if (billedCount + owedCount <= 0) return []
  const usdPerVcpuHour = setting.catalog.prices.rdsSurplusCreditUsdPerVcpuHour.value
  setting.cite('prices.rdsSurplusCreditUsdPerVcpuHour')
  const [least, most] = [billedCount, billedCount + owedCount].map((count) => (count / 60) * usdPerVcpuHour) as [
    number,
    number,
  ]
  return [
    {
      severity: 'warn',
      code: 'SURPLUS_CREDITS',
      message:
        `${tier}: ${hardware.name} goes beyond its baseline of ${percent(baselineCpuRatio)} of ${figure(vcpuCount)} vCPU at ${setting.target.toUpperCase()}. ` +
        `RDS never holds a T class to it and bills surplus credits: ${figure((billedCount + owedCount) / 60)} vCPU-hours × ` +
        `$${usdPerVcpuHour} = at most ${dollars(most)}, of which ${dollars(least)} at once and the rest unless quiet hours after the event pay it back.`,
      next: 'no stall is to be feared; AWS advises T classes for tests only, so compare a class without credits',
    },
  ]
}
