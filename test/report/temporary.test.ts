import {expect, test} from 'vitest'
import type {Run} from '../../src/documents/run.js'
import {renderReportHtml} from '../../src/report/html/render-report.js'
import {renderRunMarkdown} from '../../src/report/markdown/render-run.js'
import {renderForecastText} from '../../src/report/terminal/render-forecast.js'
import {reportOf} from './sample-report.js'
import {sampleRun} from './sample-run.js'
import {sampleTemporary} from './sample-status.js'

const look = {width: 100, color: false, ascii: false, chart: false, planFile: null, wide: false}
const screens: Record<string, (run: Run) => string> = {
  screen: (run) => renderForecastText(run, look),
  page: (run) => renderReportHtml(reportOf(run)),
  markdown: (run) => renderRunMarkdown(run),
}

test.each(Object.keys(screens))(
  '%s: what is live until it is taken back is listed with its cost and the way back',
  (name) => {
    const render = screens[name] ?? renderRunMarkdown
    const text = render({...sampleRun, temporary: sampleTemporary}).replaceAll(/\s+/g, ' ')
    for (const words of ['2 changes live until taken back', '$17 a day', 'restore singles-day-2026', '36 → 51']) {
      expect(text).toContain(words)
    }
    // An event that goes on is not restored yet.
    expect(text).not.toContain('restore black-friday-2026')
    expect(render(sampleRun)).not.toContain('until taken back')
  },
)

test('names of AWS stay text', () => {
  const [first] = sampleTemporary
  if (first === undefined) throw new Error('the sample has changes')
  const run = {...sampleRun, temporary: [{...first, resource: '<img src=x onerror=1>'}]}
  expect(renderReportHtml(reportOf(run))).not.toContain('<img')
  expect(renderRunMarkdown(run)).not.toContain('<img')
})
