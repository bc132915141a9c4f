import {FakeFailure, type Handler} from './estate.js'

export const handleSsm: Record<string, Handler> = {
  GetParameter: (input, {parameters}) => {
    const name = String(input['Name'])
    const value = parameters[name]
    if (value === undefined) throw new FakeFailure('ParameterNotFound', '')
    // A SecureString that nobody decrypts is its cipher text.
    return {Parameter: {Name: name, Type: 'SecureString', Value: input['WithDecryption'] === true ? value : 'AQICAHg='}}
  },
}

export const handleSecretsManager: Record<string, Handler> = {
  GetSecretValue: (input, {secrets}) => {
    const id = String(input['SecretId'])
    const value = secrets[id]
    if (value === undefined) {
      throw new FakeFailure('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    }
    return {Name: id, SecretString: value}
  },
}
