import {Flags} from '@oclif/core'
import {type AthenaStatements, athenaStatements} from '../../shell/athena-statements.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag, walkFlags} from '../../shell/flags.js'
import {athenaFormat, athenaSpan} from '../../shell/log-flags.js'
import {optionalConfig} from '../../shell/optional-config.js'
import {timeFlag} from '../../shell/time-flag.js'

type Printed = Omit<AthenaStatements, 'location'>

export default class ArchiveSql extends BaseCommand {
  static override summary = 'Print the SQL that counts access logs where they lie, for teams that run it themselves.'
  static override description =
    'The first statement makes a table over the logs, the second counts them as pull does. Save the result of the second as CSV, and `pull --path result.csv` takes it as it takes logs.'
  static override examples = [
    '<%= config.bin %> archive sql --for athena --source alb-log --path s3://shop-logs/alb --since 2026-11-26 --until 2026-11-29',
    "<%= config.bin %> archive sql --for athena --source cloudfront-log --path 's3://shop-logs/cdn/{yyyy}/{MM}/{dd}' --since 2026-11-26",
  ]
  static override flags = {
    config: configFlag,
    region: awsFlags.region,
    for: Flags.option({options: ['athena'] as const, required: true, summary: 'The engine that will run it.'})(),
    source: Flags.option({
      options: ['alb-log', 'cloudfront-log'] as const,
      default: 'alb-log',
      summary: 'The kind of log.',
    })(),
    path: Flags.string({
      summary:
        'Where the logs lie. Of an ALB what comes behind the prefix is added; of CloudFront days are {yyyy}/{MM}/{dd}.',
      helpValue: 's3://BUCKET/PREFIX',
      required: true,
    }),
    since: timeFlag('since', 'Only requests from this time on.'),
    until: timeFlag('until', 'Only requests before this time; up to now when not told.'),
    'as-of': walkFlags['as-of'],
  }

  async run(): Promise<Printed> {
    const {flags} = await this.parse(ArchiveSql)
    this.setQuiet(flags.quiet)
    const {path, since, until} = flags
    const format = athenaFormat(flags.source)
    const span = athenaSpan({since, until, asOf: flags['as-of'] ?? new Date().toISOString()})
    const aws = (await optionalConfig(flags.config, flags))?.config.aws
    const statements = athenaStatements({
      format,
      path,
      account: aws?.account ?? null,
      region: aws?.region ?? flags.region ?? null,
      span,
    })
    const {tableName, createSql, countSql, location} = statements
    if (location.template === null) {
      this.warnOf({
        code: 'WHOLE_BUCKET',
        message: `the logs below ${location.root} lie in no folders by day, so each query reads, and bills, all of them`,
      })
    }
    if (!this.jsonEnabled()) this.log(`${createSql};\n\n${countSql};`)
    return {tableName, createSql, countSql}
  }
}
