import {Flags} from '@oclif/core'
import {diagnose} from '../core/doctor/diagnose.js'
import type {Doctor} from '../documents/doctor.js'
import {exitCodes} from '../errors.js'
import {renderDoctorText} from '../report/terminal/render-doctor.js'
import {awsFlags} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {readDoctorFacts} from '../shell/doctor.js'
import {configFlag, walkFlags} from '../shell/flags.js'
import {terminalLook} from '../shell/terminal.js'
import {progressTo} from '../shell/walk-command.js'

export default class DoctorCommand extends BaseCommand {
  static override summary =
    'Check credentials, permissions, data, archive, load tests and quotas; exit code 4 when it cannot work.'
  static override description =
    'Looks at one thing after the other and says of each what to type next; what needs something that failed is skipped, with the reason. Changes nothing: every permission to read is tried with the cheapest call there is, and permissions to write are asked of IAM, where the caller may. Warnings end with 0.'
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --for apply',
    '<%= config.bin %> doctor --json | jq \'.data.checks[] | select(.status != "ok")\'',
  ]
  static override flags = {
    config: configFlag,
    ...awsFlags,
    for: Flags.option({
      options: ['forecast', 'report', 'diagnose', 'pull', 'apply'] as const,
      summary: 'The command whose permissions are checked; by default forecast, report and pull.',
    })(),
    offline: Flags.boolean({
      summary: 'Look at files and archive only.',
      env: 'ECOM_PLAN_OFFLINE',
      helpGroup: 'GLOBAL',
    }),
    'as-of': walkFlags['as-of'],
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<Doctor> {
    const {flags} = await this.parse(DoctorCommand)
    this.setQuiet(flags.quiet)
    const facts = await readDoctorFacts({
      configPath: flags.config,
      aws: flags,
      purpose: flags.for,
      at: flags['as-of'],
      isOffline: flags.offline === true,
      version: this.config.version,
      onProgress: progressTo({isQuiet: flags.quiet, isJson: this.jsonEnabled()}),
    })
    const doctor = diagnose(facts)
    if (doctor.counts.fail !== 0) process.exitCode = exitCodes.aws
    if (!this.jsonEnabled()) this.log(renderDoctorText(doctor, terminalLook({ascii: flags.ascii})).trimEnd())
    return doctor
  }
}
