import {cpuCredits} from '../../catalog/cpu-credits.js'
import type {Ec2Instance} from '../../catalog/ec2-instances.js'
import {defaultConnections, type RdsClass} from '../../catalog/rds-classes.js'
import type {RdsOffer} from '../../catalog/rds-offers.js'
import type {InstanceFacts} from '../../documents/catalog-overlay.js'

/**
 * An EC2 type with what AWS said of it in place of what was shipped.
 *
 * Of a type that the catalogue does not have, maker, clock and CoreMark are unknown, its price too, and it is taken to
 * have no branch interfaces: fewer tasks fit on a host than perhaps could, never more.
 */
export function mergeInstance(known: Ec2Instance | undefined, facts: InstanceFacts): Ec2Instance {
  const {source: _source, checkedOn: _checkedOn, ...said} = facts
  const unknown = {maker: null, clockGhz: null, coremarkPerS: null, branchEniCount: 0, usdPerHour: null}
  return {
    ...unknown,
    cpuCredits: cpuCredits(facts.name),
    isFlex: facts.name.includes('-flex.'),
    ...known,
    ...said,
  }
}

/** The EC2 type behind a DB class: `db.r6g.large` runs on r6g.large, db.x2g on x2gd. */
export function ec2TypeOf(className: string): string {
  return className.replace(/^db\./, '').replace(/^x2g\./, 'x2gd.')
}

/**
 * A DB class that RDS sells and the catalogue does not have, made from the EC2 type behind it; its engines are those it
 * is on offer for, and its price is unknown until a list gives it.
 */
export function classFromOffers(instance: Ec2Instance, name: string, offers: readonly RdsOffer[]): RdsClass {
  const versionsOf = (engine: string) => [
    ...new Set(offers.filter((offer) => offer.engine === engine).map(({engineVersion}) => engineVersion)),
  ]
  const runs = (engine: string) => versionsOf(engine).length > 0
  return {
    name,
    ec2Type: instance.name,
    family: name.split('.')[1] ?? '',
    vcpuCount: instance.vcpuCount,
    memoryGib: instance.memoryGib,
    architecture: instance.architecture,
    isBurstable: instance.isBurstable,
    ebsBaselineIops: instance.ebsBaselineIops,
    ebsMaxIops: instance.ebsMaxIops,
    ebsBaselineMibPerS: instance.ebsBaselineMibPerS,
    ebsMaxMibPerS: instance.ebsMaxMibPerS,
    doesEbsBurst:
      instance.ebsBaselineIops !== instance.ebsMaxIops || instance.ebsBaselineMibPerS !== instance.ebsMaxMibPerS,
    networkBaselineMibPerS: instance.networkBaselineMibPerS,
    networkMaxMibPerS: instance.networkMaxMibPerS,
    baselineCpuRatio: instance.cpuCredits?.baselineCpuRatio ?? null,
    isMysqlSupported: runs('mysql'),
    isPostgresSupported: runs('postgres'),
    isMariadbSupported: runs('mariadb'),
    isAuroraSupported: runs('aurora-mysql') || runs('aurora-postgresql'),
    mysqlVersions: versionsOf('mysql').join(', '),
    postgresVersions: versionsOf('postgres').join(', '),
    maxConnectionCount: defaultConnections(instance.memoryGib),
    price: {mysql: null, postgres: null},
  }
}
