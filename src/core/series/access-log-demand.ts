import type {AccessLogTraffic} from '../../documents/access-log-traffic.js'
import type {Window} from '../../documents/series.js'

type BotRule = 'included' | 'excluded' | 'only'

/**
 * The demand series in counted access logs: requests a minute, a window of a traffic document.
 *
 * Bots are load like any other and are included, unless `bots` is `'excluded'`; with `'only'` they alone are counted. In the log of a load balancer, requests
 * that no target group served (redirects, fixed responses, what a firewall refused) are left out, as CloudWatch leaves
 * them out of RequestCount: they cost the shop nothing. A gap (null) stays a gap.
 *
 * Not true where the log was sampled, or where only some of the load balancer's nodes delivered: AWS writes access logs
 * on a best-effort basis.
 *
 * @source https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html
 */
export function accessLogDemand({log, bots}: {log: AccessLogTraffic; bots: BotRule}): Window {
  const {periodS, startAt, values} = log.total
  const served = log.format === 'alb' ? log.byTargetGroup.filter(({name}) => name !== '-') : log.byTargetGroup
  const countAt = (i: number) =>
    served.reduce((sum, {total, bots: {values: botValues}}) => {
      const [all, ofBots] = [total.values[i] ?? 0, botValues[i] ?? 0]
      return sum + (bots === 'only' ? ofBots : bots === 'included' ? all : all - ofBots)
    }, 0)
  return {periodS, startAt, values: values.map((value, i) => (value === null ? null : countAt(i)))}
}
