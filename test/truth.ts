import {readFileSync} from 'node:fs'

type Pair = readonly [number, number]
type Row = readonly number[]
type Rows = Readonly<Record<string, Row>>

type Truth = {
  tijms_5_3_2: {R: Row; 'p0.5': Row; 'p0.2': Row; 'p0.1': Row}
  erlangC_grid: {rho: Row; rows: Rows}
  max_rho: {P: Row; rows: Rows}
  usl_specsdm91: {
    data: readonly Pair[]
    published: Readonly<Record<string, number>>
    precise: Readonly<Record<string, number>>
    efficiency: Row
  }
  usl_raytracer: {
    data: readonly Pair[]
    published: Readonly<Record<string, number>>
    first6: Readonly<Record<string, number>>
  }
  usl_synthetic: {data: readonly Pair[]; alpha: number; beta: number; gamma: number}
  gp2_burst: {rows: readonly (readonly [gib: number, iops: number, burstS: number, refillS: number])[]}
  az: {rows: Readonly<Record<string, readonly Pair[]>>}
  fargate_ramp_s: {rows: readonly Pair[]}
  misc: {
    source: string
    predictive_effective_max_50_40_10: number
    inferred_capacity_10x30_60: number
    ecs_cpu_res_floor: number
    ecs_mem_res_floor: number
    warm_pool: readonly Row[]
    t3_credits: Rows
    storage_autoscale_next_gib: {rule: string; '1000GiB': number; '50GiB': number; min_max_threshold_1000: Row}
    future_odcr_min_instances: Readonly<Record<string, number>>
  }
}

/** Numbers from outside: papers, packages and AWS pages. Each set names its source in the file. */
export const truth: Truth = JSON.parse(
  readFileSync(new URL('../fixtures/truth/acceptance.json', import.meta.url), 'utf8'),
)
