import type {EcsService} from '../../documents/inventory.js'
import type {HostInput} from './host-room.js'

/** Services that run on one EC2 capacity provider, with the tasks that each needs. */
export type Placed = {
  tier: string
  service: EcsService
  /** Tasks that run now, at the current maximum, and at the planned maximum. */
  todayCount: number
  plannedCount: number
  /** How long before each rise of the forecast the service's minimum rises. */
  leadS: number
}

/** What the hosts of one capacity provider are assessed from. */
export type HostsInput = Omit<HostInput, 'interfaceTaskCount'> & {
  placed: readonly Placed[]
  /** Services of no tier that share the hosts: they keep what they run. */
  neighbours: readonly EcsService[]
}
