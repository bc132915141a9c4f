import type {YamlPath} from './config-schema-walk.js'

/** Whether a path of the config takes where a secret lies, so that what stands there may be the secret itself. */
export const isSecretPath = (path: YamlPath): boolean => /^notify\.\d+\.(url|token)$/.test(path.map(String).join('.'))

/**
 * A line of the config as an error may repeat it: what follows `url` and `token` is left out unless it says where the
 * secret lies, and of a web address the host alone is kept. Somebody may have typed the secret itself there.
 */
export function withoutSecrets(line: string): string {
  return line
    .replace(/\b((?:url|token)["']?\s{0,9}:\s{0,9}["']?)(?!env:|file:|ssm:|secretsmanager:)[^\s"',}]+/gi, '$1…')
    .replace(/(https?:\/\/[^\s/"']+\/)[^\s"',}]+/gi, '$1…')
}
