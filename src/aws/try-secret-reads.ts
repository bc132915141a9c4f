import {GetSecretValueCommand, SecretsManagerClient} from '@aws-sdk/client-secrets-manager'
import {GetParameterCommand, SSMClient} from '@aws-sdk/client-ssm'
import type {AwsClients} from './clients.js'

/** A parameter and a secret of the config; a policy names them, so that no other name is as good. */
export type SecretSubject = {parameter?: string | undefined; secret?: string | undefined}

/** A resource that nobody has. */
const noName = 'ecom-plan-doctor'

/** The reads of secrets, with the key that they are encrypted with; what they answer is dropped. */
export const secretTries = {
  'secretsmanager:GetSecretValue': (clients: AwsClients, {secret = noName}: SecretSubject) =>
    clients.of(SecretsManagerClient).send(new GetSecretValueCommand({SecretId: secret})),
  'ssm:GetParameter': (clients: AwsClients, {parameter = noName}: SecretSubject) =>
    clients.of(SSMClient).send(new GetParameterCommand({Name: parameter, WithDecryption: true})),
}
