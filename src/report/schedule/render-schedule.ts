import {renderCodeBuildCloudFormation} from './cloudformation-codebuild.js'
import {renderEcsCloudFormation} from './cloudformation-ecs.js'
import {renderRoleCloudFormation} from './cloudformation-role.js'
import {type CronPlaces, renderCrontab} from './crontab.js'
import type {JobView} from './job-view.js'
import {renderBitbucket, renderGitHub, renderGitLab} from './pipelines.js'
import {renderCodeBuildTerraform, renderEcsTerraform} from './terraform-jobs.js'
import {renderRoleTerraform} from './terraform-role.js'

/** Where a report can be run from. */
export const scheduleTargets = ['eventbridge-ecs', 'codebuild', 'github', 'gitlab', 'bitbucket', 'cron'] as const
export type ScheduleTarget = (typeof scheduleTargets)[number]
export const scheduleFormats = ['cloudformation', 'terraform'] as const
export type ScheduleFormat = (typeof scheduleFormats)[number]

/**
 * The file that runs the report from a target: for AWS a template of all it needs, for a pipeline its own file, and with
 * a format the role that the pipeline takes on; for cron a line. `format` counts nothing for cron.
 */
export function renderSchedule({
  target,
  format,
  view,
  places,
}: {
  target: ScheduleTarget
  format: ScheduleFormat | null
  view: JobView
  places: CronPlaces
}): string {
  if (target === 'cron') return renderCrontab(view, places)
  if (target === 'eventbridge-ecs')
    return format === 'terraform' ? renderEcsTerraform(view) : renderEcsCloudFormation(view)
  if (target === 'codebuild') {
    return format === 'terraform' ? renderCodeBuildTerraform(view) : renderCodeBuildCloudFormation(view)
  }
  if (format !== null) {
    const known = {...view, repository: view.repository ?? 'OWNER/NAME'}
    return format === 'terraform' ? renderRoleTerraform(known, target) : renderRoleCloudFormation(known, target)
  }
  if (target === 'github') return renderGitHub(view)
  return target === 'gitlab' ? renderGitLab(view) : renderBitbucket(view)
}
