import {renderDiscoveryText} from '../report/terminal/render-discovery.js'
import {useEndpoint} from '../shell/aws-flags.js'
import {BaseCommand} from '../shell/base-command.js'
import {walkFlags} from '../shell/flags.js'
import {type Initialized, init} from '../shell/init.js'
import {initFlags} from '../shell/init-flags.js'
import {questionTerminal, terminalLook} from '../shell/terminal.js'
import {progressTo} from '../shell/walk-command.js'

export default class Init extends BaseCommand {
  static override summary = 'Find what carries the shop in AWS and write a commented ecom-plan.yaml.'
  static override description =
    'Follows the links from CloudFront over load balancers and target groups to Auto Scaling groups, ECS services and databases, shows the tree with the reason at each branch, and writes what it found. Reads only. On a terminal it asks for what AWS does not know; every answer has a flag.'
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --yes --timezone America/New_York',
    '<%= config.bin %> init --tag app=shop --tier search=shop/search',
    '<%= config.bin %> init --from-snapshot fixtures/bright-friday/estate.json',
  ]
  static override flags = {...initFlags, 'as-of': walkFlags['as-of']}

  async run(): Promise<Initialized> {
    const {flags} = await this.parse(Init)
    this.setQuiet(flags.quiet)
    useEndpoint(flags['endpoint-url'])
    const isJson = this.jsonEnabled()
    const look = terminalLook({ascii: false})
    const show = (text: string) => {
      if (!isJson) this.log(text)
    }
    const done = await init({
      fromSnapshot: flags['from-snapshot'],
      profile: flags.profile,
      region: flags.region,
      asOf: flags['as-of'] ?? new Date().toISOString(),
      tag: flags.tag,
      loadBalancer: flags['load-balancer'],
      distribution: flags.distribution,
      named: flags.tier ?? [],
      eventIds: flags.event ?? [],
      answers: {
        service: flags.service ?? null,
        timezone: flags.timezone ?? null,
        profile: flags.profile ?? null,
        p95ResponseTime: flags.p95 ?? null,
        errorRatio: flags['error-ratio'] ?? null,
        requestsPerSession: flags['requests-per-session'] ?? null,
        sessionDuration: flags['session-duration'] ?? null,
        conversion: flags.conversion ?? null,
      },
      out: flags.out,
      isForced: flags.force,
      isYes: flags.yes,
      terminal: isJson || flags['no-input'] ? null : questionTerminal(),
      argv: this.argv,
      onProgress: progressTo({isQuiet: flags.quiet, isJson}),
      onWarning: (warning) => this.warnOf(warning),
      show: {discovery: (discovery) => show(renderDiscoveryText(discovery, look)), draft: show},
    })
    const {file, schemaFile} = done
    show(`Wrote ${schemaFile === null ? file : `${file} and ${schemaFile}`}.`)
    show('Next:\n  ecom-plan config validate\n  ecom-plan forecast')
    return done
  }
}
