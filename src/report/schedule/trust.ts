/** Whom a role for a pipeline trusts: an identity provider that the account knows, and one repository and branch of it. */
export type PipelineTrust = {
  /** The provider behind `oidc-provider/` in its ARN. */
  provider: string
  audience: string
  subject: string
  /** What stands in a value for the user to fill in, and what it is. */
  unknowns: {name: string; description: string}[]
}

export type Pipeline = 'github' | 'gitlab' | 'bitbucket'

/**
 * The trust of a pipeline's token. `${Name}` in a value is what a person fills in; names of repositories cannot hold it.
 *
 * @source https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 * @source https://docs.gitlab.com/ci/cloud_services/aws/
 * @source https://support.atlassian.com/bitbucket-cloud/docs/deploy-on-aws-using-bitbucket-pipelines-openid-connect/
 */
export function pipelineTrust(pipeline: Pipeline, repository: string): PipelineTrust {
  const branch = {name: 'Branch', description: 'The branch that the schedule runs on'}
  if (pipeline === 'github') {
    return {
      provider: 'token.actions.githubusercontent.com',
      audience: 'sts.amazonaws.com',
      subject: `repo:${repository}:ref:refs/heads/\${Branch}`,
      unknowns: [branch],
    }
  }
  if (pipeline === 'gitlab') {
    return {
      provider: 'gitlab.com',
      audience: 'https://gitlab.com',
      subject: `project_path:${repository}:ref_type:branch:ref:\${Branch}`,
      unknowns: [branch],
    }
  }
  const [workspace = ''] = repository.split('/')
  return {
    provider: `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
    audience: `ari:cloud:bitbucket::workspace/\${WorkspaceUuid}`,
    subject: `{\${RepositoryUuid}}:*`,
    unknowns: [
      {name: 'WorkspaceUuid', description: 'UUID of the workspace, without braces'},
      {name: 'RepositoryUuid', description: 'UUID of the repository, without braces'},
    ],
  }
}
