/** One column of a table over log lines: its name, Hive's type, and what it looks like in a line. */
type LineColumn = {name: string; type: 'string' | 'int' | 'bigint' | 'double'; pattern: string}

const plain = (name: string): LineColumn => ({name, type: 'string', pattern: '([^ ]*)'})
const quoted = (name: string): LineColumn => ({name, type: 'string', pattern: '"([^"]*)"'})
const seconds = (name: string): LineColumn => ({name, type: 'double', pattern: '([-.0-9]*)'})
const number = (name: string, type: 'int' | 'bigint'): LineColumn => ({name, type, pattern: '([-0-9]*)'})

/**
 * The fields of an Application Load Balancer's access log that every line has had since 2019, in their order. Client,
 * target and request are taken apart, as in the table that Athena's guide gives; quoted fields may hold blanks.
 *
 * @source https://docs.aws.amazon.com/athena/latest/ug/create-alb-access-logs-table.html
 */
const required: readonly LineColumn[] = [
  plain('type'),
  plain('time'),
  plain('elb'),
  {name: 'client_ip', type: 'string', pattern: '([^ ]*)'},
  number('client_port', 'int'),
  {name: 'target_ip', type: 'string', pattern: '([^ ]*)'},
  number('target_port', 'int'),
  seconds('request_processing_time'),
  seconds('target_processing_time'),
  seconds('response_processing_time'),
  number('elb_status_code', 'int'),
  plain('target_status_code'),
  number('received_bytes', 'bigint'),
  number('sent_bytes', 'bigint'),
  {name: 'request_verb', type: 'string', pattern: '"([^ ]*)'},
  {name: 'request_url', type: 'string', pattern: '(.*)'},
  {name: 'request_proto', type: 'string', pattern: '(- |[^ ]*)"'},
  quoted('user_agent'),
  plain('ssl_cipher'),
  plain('ssl_protocol'),
  plain('target_group_arn'),
  quoted('trace_id'),
  quoted('domain_name'),
  quoted('chosen_cert_arn'),
  plain('matched_rule_priority'),
  plain('request_creation_time'),
  quoted('actions_executed'),
  quoted('redirect_url'),
  quoted('lambda_error_reason'),
  quoted('target_port_list'),
  quoted('target_status_code_list'),
  quoted('classification'),
  quoted('classification_reason'),
]

/** Fields that came later; older lines end before them. */
const later: readonly LineColumn[] = [
  plain('conn_trace_id'),
  quoted('transformed_host'),
  quoted('transformed_uri'),
  quoted('request_transform_status'),
]

export const albColumns: readonly LineColumn[] = [...required, ...later]

/** What stands before a column where it is no blank. */
const separators: Readonly<Record<string, string>> = {client_port: ':', target_port: '[:-]'}

/**
 * A line as one regular expression, a group for each of `albColumns`. What AWS may append is passed over. Without
 * backslashes, quotes of SQL or look-around, so that Java, Hive's strings and JavaScript read it alike.
 */
export function albLinePattern(): string {
  const [head = '', ...rest] = required.map(({name, pattern}, i) =>
    i === 0 ? pattern : (separators[name] ?? ' ') + pattern,
  )
  const tail = later.map(({pattern}) => `(?: ${pattern})?`).join('')
  return `${head}${rest.join('')}${tail}(?: .*)?`
}
