import type {Config} from '../../documents/config.js'
import type {NotifyTarget} from '../../documents/config-notify.js'

/** What of AWS a config makes report use to tell of it; nothing where there is no config. */
export type NotifyUses = {
  /** A topic of SNS is told. */
  tellsTopics: boolean
  /** Secrets lie in Parameter Store, in Secrets Manager. */
  readsParameters: boolean
  readsSecrets: boolean
  /** The score goes to CloudWatch. */
  putsMetrics: boolean
}

export function notifyUses(config: Config | null): NotifyUses {
  if (config === null) return {tellsTopics: false, readsParameters: false, readsSecrets: false, putsMetrics: false}
  return {
    tellsTopics: topicsOf(config).length > 0,
    readsParameters: secretPlaces(config, 'ssm').length > 0,
    readsSecrets: secretPlaces(config, 'secretsmanager').length > 0,
    putsMetrics: config.report.metrics,
  }
}

/** The ARNs of the topics that are told. */
export function topicsOf({notify}: Config): string[] {
  return notify.flatMap((target) => (target.kind === 'sns' ? [target.topic] : []))
}

/** The names or ARNs of the secrets of a config that lie in one of the two services, without the key behind them. */
export function secretPlaces({notify}: Config, scheme: 'ssm' | 'secretsmanager'): string[] {
  return notify
    .flatMap(referencesOf)
    .flatMap((reference) => (reference.startsWith(`${scheme}:`) ? [reference.slice(scheme.length + 1)] : []))
    .map((place) => place.split('#')[0] ?? '')
}

function referencesOf(target: NotifyTarget): string[] {
  if (target.kind === 'slack') return [target.url]
  if (target.kind === 'github-issue') return [target.token]
  return target.kind === 'webhook' ? [target.url, target.token].filter((one) => one !== undefined) : []
}
