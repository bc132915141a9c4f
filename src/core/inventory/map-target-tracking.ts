import {type AwsElement, numberAt, optionalObjectAt, textAt} from './aws-field.js'

type Tracking = {metric: string | null; target: string | null; isScaleInOff?: true; configuration?: AwsElement['value']}

/** What a target tracking configuration holds steady, as AWS names it; nulls for every other kind of policy. */
export function mapTargetTracking(tracking: AwsElement | null): Tracking {
  if (tracking === null) return {metric: null, target: null}
  const predefined = optionalObjectAt(tracking, 'PredefinedMetricSpecification')
  const customized = optionalObjectAt(tracking, 'CustomizedMetricSpecification')
  return {
    metric: predefined ? textAt(predefined, 'PredefinedMetricType') : customizedName(customized),
    target: String(numberAt(tracking, 'TargetValue')),
    ...(tracking.value['DisableScaleIn'] === true ? {isScaleInOff: true} : {}),
    configuration: tracking.value,
  }
}

/** A specification made of metric maths carries no single name. */
function customizedName(customized: AwsElement | null): string | null {
  return customized?.value['MetricName'] === undefined ? null : textAt(customized, 'MetricName')
}
