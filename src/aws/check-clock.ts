import {STSClient} from '@aws-sdk/client-sts'
import type {AwsClients} from './clients.js'
import {clockSkewed} from './clock-skewed.js'

/** From here on AWS refuses signatures, and what is asked for is another stretch of time than what is meant. */
const mostMs = 300_000

/**
 * Throws CLOCK_SKEWED when this machine's clock is five minutes or more from AWS's. To be called once the account is
 * known: the SDK takes the time from the reply to that call, and signs by it from then on, so that nothing else fails;
 * but CloudWatch would be asked for hours that have not been, or that it has forgotten, and the archive would keep them
 * as gaps.
 */
export function checkClock(clients: AwsClients): void {
  const offsetMs = clients.of(STSClient).config.systemClockOffset
  if (Math.abs(offsetMs) >= mostMs) throw clockSkewed({offsetMs})
}
