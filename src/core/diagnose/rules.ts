import type {DiagnosisCause} from '../../documents/diagnosis.js'
import {instanceEbsRule} from './class-bandwidth-rule.js'
import {consistencyRule} from './consistency-rule.js'
import {cpuCreditsRule, cpuRule} from './cpu-rules.js'
import {gp2CreditsRule, microBurstsRule, throughputRule, volumeIopsRule} from './disk-rules.js'
import {connectionsRule, locksRule} from './session-rules.js'
import type {Rule} from './situation.js'
import {modificationRule, replicaRule, storageSpaceRule} from './state-rules.js'
import {workingSetRule} from './working-set-rule.js'

/** What each rule finds. `none` (R10) is what is left when all of them are ruled out. */
export const rules: Readonly<Record<Exclude<DiagnosisCause, 'none'>, Rule>> = {
  'volume-iops': volumeIopsRule,
  'gp2-credits': gp2CreditsRule,
  'instance-ebs': instanceEbsRule,
  'volume-throughput': throughputRule,
  cpu: cpuRule,
  'working-set': workingSetRule,
  connections: connectionsRule,
  locks: locksRule,
  'cpu-credits': cpuCreditsRule,
  'replica-apply': replicaRule,
  'storage-space': storageSpaceRule,
  modification: modificationRule,
  'micro-bursts': microBurstsRule,
  'inconsistent-metrics': consistencyRule,
}
