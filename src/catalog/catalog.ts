import {auroraCapacity} from './aurora-capacity.js'
import {capacityReservations} from './capacity-reservations.js'
import {databaseRoutes} from './database-routes.js'
import {type Ec2Instance, ec2Columns, ec2Instance, ec2Instances} from './ec2-instances.js'
import type {Column, Fact} from './fact.js'
import {type FargateSize, fargateColumn, fargateSizes} from './fargate-sizes.js'
import {type JudgementName, judgements} from './judgements.js'
import {type Price, price} from './price.js'
import {priceRules, prices} from './prices.js'
import {type QuotaDefault, quotas} from './quotas.js'
import {clusterClasses, type RdsClass, rdsClass, rdsClasses, rdsColumns, rdsConnections} from './rds-classes.js'
import type {RdsOffers} from './rds-offers.js'
import {rdsStorage} from './rds-storage.js'
import {scaleOutLimits} from './scale-out-limits.js'
import {scalingLimits} from './scaling-limits.js'
import {serviceLimits} from './service-limits.js'

type Facts<T> = {readonly [K in keyof T]: Fact}

/** Every number that was not computed, as one value: core takes it as an argument, and a test passes a small one. */
export type Catalog = {
  /** The EC2 type of that name, or undefined when nothing is known of it. */
  readonly ec2Instance: (name: string) => Ec2Instance | undefined
  readonly ec2Instances: () => readonly Ec2Instance[]
  readonly ec2Columns: {readonly [K in keyof typeof ec2Columns]: Column}
  /** The DB instance class of that name, or undefined when nothing is known of it. */
  readonly rdsClass: (name: string) => RdsClass | undefined
  readonly rdsClasses: () => readonly RdsClass[]
  /** Classes that a Multi-AZ DB cluster may run on; most of them are not among `rdsClasses`. */
  readonly clusterClasses: () => readonly RdsClass[]
  readonly rdsColumns: {readonly [K in keyof typeof rdsColumns]: Column}
  readonly rdsConnections: Facts<typeof rdsConnections>
  readonly rdsStorage: Facts<typeof rdsStorage>
  readonly auroraCapacity: Facts<typeof auroraCapacity>
  readonly fargateSizes: readonly FargateSize[]
  readonly fargateColumn: Column
  readonly scalingLimits: Facts<typeof scalingLimits>
  readonly quotas: {readonly [K in keyof typeof quotas]: QuotaDefault}
  readonly serviceLimits: Facts<typeof serviceLimits>
  readonly scaleOutLimits: Facts<typeof scaleOutLimits>
  readonly capacityReservations: Facts<typeof capacityReservations>
  readonly databaseRoutes: Facts<typeof databaseRoutes>
  /** Prices of us-east-1 and rules that hold everywhere. For another Region ask `price`. */
  readonly prices: Facts<typeof prices & typeof priceRules>
  /** What something costs in a Region, by the key of its footnote; undefined where nobody told us. */
  readonly price: (key: string, region: string) => Price | undefined
  /** What RDS said it offers; null where it was not asked, and then nothing is ruled out. */
  readonly rdsOffers: RdsOffers | null
  readonly judgements: Readonly<Record<JudgementName, Fact>>
}

/** The catalog as shipped: us-east-1 prices, and limits as AWS stated them on the day each fact names. */
export const catalog: Catalog = {
  ec2Instance,
  ec2Instances,
  ec2Columns,
  rdsClass,
  rdsClasses,
  clusterClasses,
  rdsColumns,
  rdsConnections,
  rdsStorage,
  auroraCapacity,
  fargateSizes,
  fargateColumn,
  scalingLimits,
  quotas,
  serviceLimits,
  scaleOutLimits,
  capacityReservations,
  databaseRoutes,
  prices: {...prices, ...priceRules},
  price,
  rdsOffers: null,
  judgements,
}
