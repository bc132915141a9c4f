import {expect, test} from 'vitest'
import {withoutAws} from '../../../src/core/report-history/without-aws.ts'
import {sampleReport} from './sample-report.ts'

test('where AWS could not be asked nothing is ready, and what is worse stays so', () => {
  const {readiness} = sampleReport()
  const verdictOf = (verdict: typeof readiness.verdict) => withoutAws({...readiness, verdict}, 'of Monday').verdict
  expect((['ready', 'at-risk', 'not-ready'] as const).map(verdictOf)).toEqual(['at-risk', 'at-risk', 'not-ready'])
  expect(withoutAws(readiness, 'of Monday').sentence).toMatch(/^AWS could not be asked; of Monday: /)
})
