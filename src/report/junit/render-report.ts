import type {ReadinessCheck} from '../../documents/readiness.js'
import type {Report} from '../../documents/report.js'
import {escapeHtml as xml} from '../html/escape-html.js'
import {checkGroups, groupName, readinessName, scoreWords, weightWords} from '../readiness-words.js'
import {utcIso} from '../time.js'

const outcomes: Record<ReadinessCheck['status'], 'passed' | 'failure' | 'error' | 'skipped'> = {
  pass: 'passed',
  fail: 'failure',
  unknown: 'error',
  warn: 'passed',
}

/**
 * The readiness checks as JUnit XML, which CI servers show as tests: a suite a group, a case a check. A failed check is
 * a failure, one that could not be made is an error, so that neither can pass for green. A warning passes, since JUnit
 * has no word for it, and says so in its output; notices of the report stand in the properties.
 */
export function renderReportJunit(report: Report): string {
  const {readiness, notices, run} = report
  const all = counts(readiness.checks)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ecom-plan report: ${xml(run.plan.eventName)}" ${all} timestamp="${utcIso(report.at)}">`,
    ...checkGroups(readiness.checks).flatMap(({group, checks}) => [
      `  <testsuite name="${xml(groupName(group))}" ${counts(checks)}>`,
      ...checks.flatMap((check) => caseLines(check)),
      '  </testsuite>',
    ]),
    `  <testsuite name="ecom-plan" tests="0" failures="0" errors="0" skipped="0">`,
    '    <properties>',
    property('verdict', readinessName(readiness)),
    property('score', scoreWords(readiness)),
    property('sentence', readiness.sentence),
    property('report', report.reportId),
    ...notices.map(({code, message}) => property(`notice.${code}`, message)),
    '    </properties>',
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function property(name: string, value: string): string {
  return `      <property name="${xml(name)}" value="${xml(value)}"/>`
}

function counts(checks: readonly ReadinessCheck[]): string {
  const count = (outcome: string) => checks.filter(({status}) => outcomes[status] === outcome).length
  return `tests="${checks.length}" failures="${count('failure')}" errors="${count('error')}" skipped="0"`
}

function caseLines(check: ReadinessCheck): string[] {
  const outcome = outcomes[check.status]
  const open = `    <testcase classname="${xml(check.group)}" name="${xml(check.title)}"`
  const text = [
    `${check.status === 'warn' ? 'WARNING: ' : ''}${check.message}`,
    ...check.evidence,
    ...(check.next === null ? [] : [`Next: ${check.next}`]),
    weightWords(check),
  ]
    .map(xml)
    .join('\n')
  const body =
    outcome === 'passed'
      ? `      <system-out>${text}</system-out>`
      : `      <${outcome} type="${xml(check.id)}" message="${xml(check.message)}">${text}</${outcome}>`
  return [`${open}>`, body, '    </testcase>']
}
