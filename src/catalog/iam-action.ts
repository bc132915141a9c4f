/** What an action can be narrowed to in a policy; each kind has its own form of ARN. */
export type IamResource =
  | 'auto-scaling-group'
  | 'ecs-cluster'
  | 'ecs-service'
  | 'service-revision'
  | 'container-instance'
  | 'capacity-provider'
  | 'scalable-target'
  | 'db-cluster'
  | 'db-instance'
  | 'db-parameter-group'
  | 'insights'
  | 'db-proxy'
  | 'bucket'
  | 'object'
  | 'service-linked-role'
  | 'load-balancer'
  | 'capacity-reservation'
  | 'metric-alarm'
  | 'db-replica'
  | 'spare-db-instance'
  | 'workgroup'
  | 'topic'
  | 'parameter'
  | 'secret'

export type IamAction = {
  /** Behind the prefix; most often the operation's own name. */
  readonly action: string
  readonly access: 'read' | 'write'
  /** Null where a policy says no more than `"Resource": "*"`. */
  readonly resource: IamResource | null
  /** AWS answers whoever has credentials, so that no policy needs to name it. */
  readonly isFree?: true
}
