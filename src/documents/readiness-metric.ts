/** Where the metrics of reports lie in CloudWatch. */
export const metricNamespace = 'EcomPlan'
export const metricNames = ['ReadinessScore', 'PeakP90Rps', 'ShortfallMinutes'] as const

/** One metric of a report, as CloudWatch takes it: in a unit of CloudWatch's own, at the time of the report. */
export type ReadinessMetric = {
  name: (typeof metricNames)[number]
  unit: 'None' | 'Count/Second'
  value: number
  at: string
  service: string
  eventId: string
}
