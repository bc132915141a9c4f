import type {Column} from './fact.js'

/** Which engines and versions a family of classes runs, in the words of the RDS User Guide. */
type EngineSupport = {
  readonly isMysqlSupported: boolean
  readonly isPostgresSupported: boolean
  readonly isMariadbSupported: boolean
  readonly mysqlVersions: string
  readonly postgresVersions: string
}

const all = {isMysqlSupported: true, isPostgresSupported: true, isMariadbSupported: true}
const arm2 = {...all, mysqlVersions: '8.0, 8.4', postgresVersions: '13 to 17; 12.7 and later'}
const arm3 = {...all, mysqlVersions: '8.0, 8.4', postgresVersions: '15 to 17; 14.5 and later; 13.4 and later'}
const intel2 = {...all, mysqlVersions: 'all', postgresVersions: '11 to 17; 10.17 and later; 9.6.22 and later'}
const newest = {
  ...all,
  mysqlVersions: '8.0.32 and later',
  postgresVersions: '17.1, 16.1, 15.4, 14.9 and 13.11, each and later',
}

/** Where the engines came from. */
export const rdsFamilyColumn = {
  unit: 'engine versions',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html',
  checkedOn: '2026-04-13',
} as const satisfies Column

/** By family. What one Region offers is asked of DescribeOrderableDBInstanceOptions. */
export const rdsFamilies: Readonly<Record<string, EngineSupport>> = {
  t3: {...all, mysqlVersions: 'all of 8.0 and 8.4', postgresVersions: 'all of 13 to 17'},
  t4g: arm2,
  m5: intel2,
  m6g: arm2,
  m6i: {...all, mysqlVersions: '8.0, 8.4', postgresVersions: '14 to 17; 13.4 and later'},
  m7g: arm3,
  m7i: newest,
  m8g: newest,
  r5: intel2,
  r6g: arm2,
  r6i: {
    ...all,
    mysqlVersions: '8.0, 8.4',
    postgresVersions: '14 to 17; 13.4, 12.8, 11.13 and 10.21, each and later',
  },
  r7g: arm3,
  r7i: newest,
  r8g: newest,
  x2g: arm2,
  x2iedn: {...all, mysqlVersions: '8.0, 8.4', postgresVersions: '15 to 17; 14.5 and later; 13.4; 13.7 and later'},
}
