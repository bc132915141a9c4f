import {Flags} from '@oclif/core'
import {usualGoalRatio} from '../../core/loadtests/make-stages.js'
import type {LoadStages} from '../../documents/load-stages.js'
import {renderLoadStagesCsv} from '../../report/csv/render-load-stages.js'
import {renderArtilleryStages} from '../../report/stages/render-artillery-stages.js'
import {renderJmeterStages} from '../../report/stages/render-jmeter-stages.js'
import {renderK6Stages} from '../../report/stages/render-k6-stages.js'
import {renderLocustStages} from '../../report/stages/render-locust-stages.js'
import {renderLoadStagesText} from '../../report/terminal/render-load-stages.js'
import {BaseCommand} from '../../shell/base-command.js'
import {durationFlag} from '../../shell/duration-flag.js'
import {walkFlags} from '../../shell/flags.js'
import {walkStages} from '../../shell/load-stages.js'
import {shareFlag} from '../../shell/share-flag.js'
import {terminalLook} from '../../shell/terminal.js'
import {timeFlag} from '../../shell/time-flag.js'

const renderers = {
  k6: renderK6Stages,
  jmeter: renderJmeterStages,
  locust: renderLocustStages,
  artillery: renderArtilleryStages,
  csv: renderLoadStagesCsv,
}

export default class LoadtestStages extends BaseCommand {
  static override summary =
    'Make the stages of a load test that drives more than the forecast peak, along its own ramp.'
  static override description =
    'Reads what forecast reads. By default 150 % of the P90 peak: the steepest rise of the event, the two hours before its peak, and ten minutes at the goal. Says how much of it the last load test of each tier covered.'
  static override examples = [
    '<%= config.bin %> loadtest stages --event black-friday-2026',
    '<%= config.bin %> loadtest stages -e black-friday-2026 --for k6 --requests-per-iteration 5 > stages.js',
    '<%= config.bin %> loadtest stages -e black-friday-2026 --for jmeter --at origin --length 1h',
  ]
  static override flags = {
    ...walkFlags,
    for: Flags.option({
      options: ['k6', 'jmeter', 'locust', 'artillery', 'csv'] as const,
      summary: 'Print what this load generator takes, in place of the table.',
    })(),
    goal: shareFlag('goal', 'The goal, as a share of the P90 peak.', usualGoalRatio),
    length: durationFlag('length', 'How much of the ramp to follow.', '2h'),
    from: timeFlag('from', 'Follow the forecast from this time on, in place of the time before its peak.'),
    speed: Flags.integer({summary: 'Rise so many times as fast as the forecast.', min: 1, default: 1, helpValue: 'N'}),
    at: Flags.option({
      options: ['demand', 'origin'] as const,
      default: 'demand',
      summary: 'Rates where demand is counted, or what of them reaches the origin.',
    })(),
    'requests-per-iteration': Flags.integer({
      summary: 'Requests that one iteration of the script sends.',
      min: 1,
      default: 1,
      helpValue: 'N',
    }),
    wide: Flags.boolean({summary: 'Do not fit tables to the terminal.'}),
    ascii: Flags.boolean({summary: 'Draw with ASCII characters only.'}),
  }

  async run(): Promise<LoadStages> {
    const {flags} = await this.parse(LoadtestStages)
    this.setQuiet(flags.quiet)
    const {stages, warnings} = await walkStages({
      flags,
      isJson: this.jsonEnabled(),
      goalRatio: flags.goal,
      lengthS: flags.length,
      fromAt: flags.from ?? null,
      speedRatio: flags.speed,
      isAtOrigin: flags.at === 'origin',
    })
    if (!this.jsonEnabled()) {
      const look = terminalLook({ascii: flags.ascii})
      const text =
        flags.for === undefined
          ? renderLoadStagesText(stages, {...look, width: flags.wide ? null : look.width})
          : renderers[flags.for](stages, flags['requests-per-iteration'])
      this.log(text.trimEnd())
      // What is piped into a file has no room for it.
      if (flags.for !== undefined) warnings.push(...stages.warnings)
    }
    for (const message of warnings) this.warnOf({code: 'DATA', message})
    return stages
  }
}
