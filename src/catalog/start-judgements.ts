import type {Fact} from './fact.js'

const ours = {source: 'judgement', checkedOn: '2026-11-24'} as const

/** House defaults of how long units take to start, what one type is worth beside another, and what a host keeps for itself. */
export const startJudgements = {
  instanceStartupS: {
    value: 240,
    unit: 's',
    ...ours,
    note: 'launch to first request when config and history are silent: an AWS workshop measured 243 s for an instance that installs its application at boot',
  },
  warmPoolStartupS: {
    value: 60,
    unit: 's',
    ...ours,
    note: 'from a warm pool to the first request: an AWS workshop measured 36 s for a stopped instance, and health checks come on top',
  },
  taskStartupS: {
    value: 90,
    unit: 's',
    ...ours,
    note: 'twice the 30 to 45 s that AWS staff call normal on Fargate, for large images and health checks',
  },
  hostStartupS: {
    value: 240,
    unit: 's',
    ...ours,
    note: 'an ECS host boots like an instance and then registers; in public measurements tasks began 150 s after the first host was asked for',
  },
  scheduleMarginS: {
    value: 300,
    unit: 's',
    ...ours,
    note: 'time to see that a scheduled action has worked, and to do it by hand, before the traffic comes',
  },
  instanceVolumeGib: {
    value: 20,
    unit: 'GiB',
    ...ours,
    note: 'disk of one instance where its launch template was not read: twice what a plain Linux image takes',
  },
  vcpuSpeedRatio: {
    value: 1,
    unit: 'ratio',
    ...ours,
    note: 'what one vCPU of a type carries against one of another type of the same group or architecture: newer ones are faster, and how much depends on the program',
  },
  hostReserveMemoryMib: {
    value: 512,
    unit: 'MiB',
    ...ours,
    note: 'operating system and agent: an m4.large registers 7,985 of its 8,192 MiB (ECS Developer Guide), and daemons come on top; large hosts hold back more',
  },
} as const satisfies Record<string, Fact>
