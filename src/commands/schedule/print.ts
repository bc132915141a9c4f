import {BaseCommand} from '../../shell/base-command.js'
import {type PrintedSchedule, scheduleFor} from '../../shell/print-schedule.js'
import {scheduleFlags} from '../../shell/schedule-flags.js'

export default class SchedulePrint extends BaseCommand {
  static override summary = 'Print the job that makes the report on schedule. Installs nothing.'
  static override description =
    'The job starts often, off the full hour, and report --when due decides by report.cadence of the config whether a report is due. For AWS it is a whole template with the smallest roles; for a pipeline its own file, and with --format the role that the pipeline takes on; for cron one line that needs nothing of a login.'
  static override examples = [
    '<%= config.bin %> schedule print --for eventbridge-ecs --with alarm > job.yaml',
    '<%= config.bin %> schedule print --for codebuild --format terraform > job.tf',
    '<%= config.bin %> schedule print --for github > .github/workflows/ecom-plan-report.yml',
    '<%= config.bin %> schedule print --for github --format cloudformation --repository acme/shop > role.yaml',
    "<%= config.bin %> schedule print --for cron --cron '23 6 * * *' --tz Europe/Berlin",
  ]
  static override flags = scheduleFlags

  async run(): Promise<PrintedSchedule> {
    const {flags} = await this.parse(SchedulePrint)
    this.setQuiet(flags.quiet)
    const printed = await scheduleFor({
      target: flags.for,
      format: flags.format,
      cron: flags.cron,
      timezone: flags.tz,
      image: flags.image,
      repository: flags.repository,
      extras: flags.with ?? [],
      configPath: flags.config,
      version: this.config.version,
      at: new Date().toISOString(),
      onWarning: (warning) => this.warnOf(warning),
    })
    if (!this.jsonEnabled()) process.stdout.write(printed.text)
    return printed
  }
}
