import {dueNotices} from '../core/notify/due-notices.js'
import {messageOf, testMessage} from '../core/notify/message-of.js'
import {readinessMetrics} from '../core/notify/readiness-metrics.js'
import type {Config} from '../documents/config.js'
import type {NotifyTarget} from '../documents/config-notify.js'
import type {Message} from '../documents/message.js'
import type {Report} from '../documents/report.js'
import {PlanError} from '../errors.js'
import {writeStepFiles} from '../notify/write-step-files.js'
import {renderStepOutputs, renderStepSummary} from '../report/notify/render-issue.js'
import type {AwsFlagValues} from './aws-flags.js'
import type {Warning} from './base-command.js'
import {type NotifyEdges, type OpenEdges, openNotifyEdges} from './notify-edges.js'
import type {NotifyFlagValues} from './notify-flags.js'
import {tellTarget} from './tell-target.js'

/** The report as Markdown, where it is at hand: for the issue, and for the summary of a step. */
export type ReportMarkdown = {issue?: string; summary?: string}

export type Telling = {
  config: Config
  /** The folder of the config, in which relative `file:` secrets lie. */
  folder: string
  flags: NotifyFlagValues & AwsFlagValues & {offline?: boolean}
  onProgress?: (text: string) => void
  /** The doors to the outside; the usual ones when not told. */
  open?: OpenEdges
}

/**
 * What became of telling. `told` are those who heard, as words for the last line of the command (`slack: sent`);
 * `isFailed` says that somebody who had to hear did not, which is exit code 8 under --require-notify and else a warning.
 */
export type Told = {told: string[]; warnings: Warning[]; isFailed: boolean}

/**
 * Tells of a report everybody who is due, puts its metrics, and writes the summary of a step. Never throws for what
 * could not be told: that is a warning, so that no report is lost for it. `previous` is the report before it of the same
 * event; null where there is none.
 *
 * A run of what-if is told to nobody, and with --offline nothing is sent.
 */
export async function tellOf({
  report,
  previous,
  markdown = {},
  ...telling
}: Telling & {report: Report; previous: Pick<Report, 'readiness'> | null; markdown?: ReportMarkdown}): Promise<Told> {
  const {config, flags} = telling
  const message = messageOf({report, previous})
  const steps: Step[] = flags['github-summary'] === true ? [summaryStep(message, markdown)] : []
  const silence = silenceOf(report, telling)
  if (silence !== null) return runSteps(steps, telling, silence === '' ? [] : [{code: 'NOT_TOLD', message: silence}])
  if (config.report.metrics) steps.push(metricsStep(report))
  const due = dueNotices({
    targets: config.notify,
    verdict: message.verdict,
    previousVerdict: message.previousVerdict,
    kinds: flags.notify ?? null,
  })
  steps.push(...due.filter(({isDue}) => isDue).map(({target, index}) => targetStep(target, index, message, markdown)))
  return runSteps(steps, telling, [])
}

/**
 * Puts the metrics of the last report again, as of `at`: for a run of `report --when due` that has none to make, so that
 * the alarm on missing metrics hears that the job itself runs. Nothing is done where the config asks for no metrics.
 */
export async function keepAlive({last, at, ...telling}: Telling & {last: Report | null; at: string}): Promise<Told> {
  const {config, flags} = telling
  const isQuiet = last === null || !config.report.metrics || flags['no-notify'] === true || flags.offline === true
  return runSteps(isQuiet ? [] : [metricsStep({...last, at})], telling, [])
}

/** Sends a message that is marked as a test to every target of the config; `at` is now. Throws NOTIFY_NOBODY. */
export async function tellTest({at, ...telling}: Telling & {at: string}): Promise<Told> {
  const {config, flags} = telling
  const kinds = flags.notify ?? null
  const chosen = [...config.notify.entries()].filter(([, {kind}]) => kinds === null || kinds.includes(kind))
  if (chosen.length === 0) throw nobody()
  const {account, region} = config.aws
  const message = testMessage({service: config.service, account, region, timezone: config.timezone, at})
  return runSteps(
    chosen.map(([index, target]) => targetStep(target, index, message, {})),
    telling,
    [],
  )
}

/** Why nobody is told: null where they are, empty where the user said so. */
function silenceOf({run}: Report, {config, flags}: Telling): string | null {
  if (flags['no-notify'] === true) return ''
  const isAsked = config.notify.length > 0 || config.report.metrics
  if (run.whatIf !== undefined) return isAsked ? 'nobody is told of a what-if, and no metrics are put' : ''
  if (flags.offline === true) return isAsked ? 'with --offline nobody is told, and no metrics are put' : ''
  return null
}

/** One thing to do, under the name that a person knows it by. */
type Step = {name: string; run: (edges: () => Promise<NotifyEdges>) => Promise<string>}

function targetStep(target: NotifyTarget, index: number, message: Message, markdown: ReportMarkdown): Step {
  const name = `${target.kind} (notify[${index}])`
  return {
    name,
    run: async (edges) => tellTarget({target, name, message, markdown: markdown.issue, edges: await edges()}),
  }
}

function metricsStep(report: Report): Step {
  return {
    name: 'metrics in CloudWatch',
    run: async (edges) => {
      await (await edges()).putMetrics(readinessMetrics(report))
      return 'put'
    },
  }
}

function summaryStep(message: Message, markdown: ReportMarkdown): Step {
  return {
    name: '--github-summary',
    run: async () => {
      const summary = renderStepSummary(message, markdown.summary)
      await writeStepFiles({summary, outputs: renderStepOutputs(message)}, process.env)
      return 'written'
    },
  }
}

/** All of them, whatever becomes of each: one that hangs must not keep the others from hearing. */
async function runSteps(steps: readonly Step[], telling: Telling, before: readonly Warning[]): Promise<Told> {
  const warnings: Warning[] = [...before]
  const open = telling.open ?? openNotifyEdges
  let opened: Promise<NotifyEdges> | null = null
  const edges = () => {
    opened ??= open({...telling, onWarning: (warning) => warnings.push(warning)})
    return opened
  }
  const outcomes = await Promise.all(
    steps.map(async ({name, run}) => {
      telling.onProgress?.(`telling ${name}`)
      try {
        return {said: `${name}: ${await run(edges)}`}
      } catch (error) {
        return {failure: warningOf(name, error)}
      }
    }),
  )
  const failures = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : []))
  return {
    told: outcomes.flatMap((outcome) => ('said' in outcome ? [outcome.said] : [])),
    warnings: [...warnings, ...failures],
    isFailed: failures.length > 0,
  }
}

/** A failure that is none of ours may quote what it was about, so that nothing of it is said. */
function warningOf(name: string, error: unknown): Warning {
  if (!(error instanceof PlanError)) {
    return {
      code: 'NOTIFY_FAILED',
      message: `${name}: failed in a way it should not; nothing more is said, as it may hold a secret`,
    }
  }
  const {message, suggestions} = error
  const next = suggestions.length === 0 ? '' : `. Try: ${suggestions[0]}`
  return {code: error.code, message: `${message.startsWith(name) ? '' : `${name}: `}${message}${next}`}
}

function nobody(): PlanError {
  return new PlanError(
    'config',
    'NOTIFY_NOBODY',
    'there is nobody to send a test to: the config has no such target under notify',
    {
      suggestions: ['notify: [{kind: slack, url: env:ECOM_PLAN_SLACK_WEBHOOK_URL}]'],
    },
  )
}
