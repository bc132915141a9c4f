import {appendFile} from 'node:fs/promises'
import {PlanError} from '../errors.js'

/**
 * Adds to the summary and the outputs of a step of GitHub Actions, as the environment names their files. `outputs` is
 * left out where the environment names no file for it. Throws STEP_SUMMARY_MISSING outside of GitHub Actions, and
 * STEP_SUMMARY_UNWRITABLE.
 */
export async function writeStepFiles(
  {summary, outputs}: {summary: string; outputs: string},
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const summaryPath = env['GITHUB_STEP_SUMMARY'] ?? ''
  if (summaryPath === '') {
    throw new PlanError(
      'output',
      'STEP_SUMMARY_MISSING',
      '--github-summary writes to the file that GITHUB_STEP_SUMMARY names, and the environment has none',
      {suggestions: ['leave --github-summary out outside of GitHub Actions', 'or write a file: -o report.md']},
    )
  }
  const outputsPath = env['GITHUB_OUTPUT'] ?? ''
  try {
    await appendFile(summaryPath, summary)
    if (outputsPath !== '') await appendFile(outputsPath, outputs)
  } catch (cause) {
    throw new PlanError('output', 'STEP_SUMMARY_UNWRITABLE', 'the summary of the step cannot be written', {
      suggestions: ['check that the files of GITHUB_STEP_SUMMARY and GITHUB_OUTPUT may be written'],
      cause,
    })
  }
}
