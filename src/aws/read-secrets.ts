import {GetSecretValueCommand, SecretsManagerClient} from '@aws-sdk/client-secrets-manager'
import {GetParameterCommand, SSMClient} from '@aws-sdk/client-ssm'
import type {AwsClients} from './clients.js'
import {ask} from './read-pages.js'

/** The value of a parameter, decrypted; by its name, or its ARN, whose Region counts then. Empty where it has none. */
export async function readParameter(clients: AwsClients, name: string): Promise<string> {
  const client = clients.of(SSMClient, regionOf(name) ?? clients.region)
  const doing = {service: 'ssm', operation: 'GetParameter', resource: name}
  const {Parameter} = await ask(clients, doing, () =>
    client.send(new GetParameterCommand({Name: name, WithDecryption: true})),
  )
  return Parameter?.Value ?? ''
}

/** The text of a secret, by its name or its ARN, whose Region counts then. Empty where it holds bytes. */
export async function readSecretValue(clients: AwsClients, name: string): Promise<string> {
  const client = clients.of(SecretsManagerClient, regionOf(name) ?? clients.region)
  const doing = {service: 'secretsmanager', operation: 'GetSecretValue', resource: name}
  const {SecretString} = await ask(clients, doing, () => client.send(new GetSecretValueCommand({SecretId: name})))
  return SecretString ?? ''
}

const regionOf = (name: string) => /^arn:[a-z-]+:(?:ssm|secretsmanager):([a-z0-9-]+):/.exec(name)?.[1]
