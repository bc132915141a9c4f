import {inputProblems} from '../../src/aws/check-input.js'
import type {AwsRequest} from '../../src/documents/patch.js'
import {findOperation} from './operations.js'
import {services} from './services.js'

/** What is wrong with a request by the schema of the fake's own client; empty when nothing is. */
export function validateInput({service, operation, input}: AwsRequest): string[] {
  const schema = findOperation(services[service]?.sdk ?? {}, operation)
  if (!schema) return [`${service} has no operation ${operation}`]
  return inputProblems({schema: schema.input, operation, input})
}
