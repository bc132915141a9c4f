import {type ArchiveCheck, verifyArchive} from '../../archive/verify.js'
import {exitCodes} from '../../errors.js'
import {renderArchiveCheckText} from '../../report/terminal/render-archive.js'
import {awsFlags} from '../../shell/aws-flags.js'
import {BaseCommand} from '../../shell/base-command.js'
import {configFlag} from '../../shell/flags.js'
import {openArchive} from '../../shell/pull.js'
import {readCheckedConfig} from '../../shell/read-checked-config.js'
import {terminalLook} from '../../shell/terminal.js'

export default class ArchiveVerify extends BaseCommand {
  static override summary = 'Read all of the archive and check that it is what was written; exit code 3 when it is not.'
  static override examples = ['<%= config.bin %> archive verify', '<%= config.bin %> archive verify --json']
  static override flags = {config: configFlag, ...awsFlags}

  async run(): Promise<ArchiveCheck> {
    const {flags} = await this.parse(ArchiveVerify)
    this.setQuiet(flags.quiet)
    const {config, folder} = await readCheckedConfig(flags.config, flags)
    const check = await verifyArchive({store: await openArchive(config, folder)})
    if (check.findings.some(({severity}) => severity === 'bad')) process.exitCode = exitCodes.data
    if (!this.jsonEnabled()) this.log(renderArchiveCheckText(check, terminalLook({ascii: false})).trimEnd())
    return check
  }
}
