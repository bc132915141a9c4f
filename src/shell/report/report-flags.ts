import {Flags} from '@oclif/core'
import {markdownBudgets} from '../../report/markdown/budgets.js'
import {awsFlags} from '../aws-flags.js'
import {configFlag} from '../flags.js'
import {reportExtensions} from './report-files.js'

const places = Object.keys(markdownBudgets) as (keyof typeof markdownBudgets)[]

/** The flags of every command that writes a report. */
export const reportFileFlags = {
  output: Flags.string({
    char: 'o',
    multiple: true,
    multipleNonGreedy: true,
    summary: `Write the report; the extension picks the format: ${reportExtensions.join(', ')} (.xml is JUnit; iem.md is the questionnaire of AWS, filled in). Repeatable.`,
    helpValue: 'FILE',
  }),
  'html-assets': Flags.string({
    summary:
      'Write the page as index.html, report.css and report.js, for a server such as Jenkins that forbids them inline.',
    helpValue: 'DIR',
  }),
  for: Flags.option({
    options: places,
    summary: 'Where the Markdown is shown: it is cut to what fits there, details first.',
  })(),
  chromium: Flags.string({
    summary: 'The browser that prints .pdf; by default one on PATH.',
    env: 'ECOM_PLAN_CHROMIUM',
    helpValue: 'PATH',
  }),
}

/** The flags of every command that reads kept reports alone. */
export const reportStoreFlags = {
  config: configFlag,
  profile: awsFlags.profile,
  'endpoint-url': awsFlags['endpoint-url'],
}
