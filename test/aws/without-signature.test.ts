import {expect, test} from 'vitest'
import {withoutSignature} from '../../src/aws/without-signature.js'

test('what signed a request is left out, whatever way AWS repeats it', () => {
  const canonical = "should have been\n'POST\n/\n\nhost:ec2.amazonaws.com\nx-amz-security-token:IQoJ+/=\nx-amz-date:1'"
  expect(withoutSignature(canonical)).toBe(
    "should have been\n'POST\n/\n\nhost:ec2.amazonaws.com\nx-amz-security-token:…\nx-amz-date:1'",
  )
  expect(withoutSignature('Authorization=AWS4-HMAC-SHA256 Credential=AKIAABCDEFGH/1, Signature=0b9f')).toBe(
    'Authorization=…',
  )
  expect(withoutSignature('X-Amz-Signature=0b&X-Amz-Security-Token=IQ&Signature=1 key ASIAABCDEFGH')).toBe(
    'X-Amz-Signature=…&X-Amz-Security-Token=…&Signature=… key ASIA…',
  )
  expect(withoutSignature('not authorized to perform: autoscaling:Describe')).toContain('autoscaling:Describe')
})
