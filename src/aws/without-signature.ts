/**
 * A text of AWS's without what signed a request. AWS repeats the signature, the key or the canonical request, which holds
 * the session token, to whom it does not believe (SignatureDoesNotMatch, IncompleteSignature). Takes time linear in the
 * text.
 */
export function withoutSignature(text: string): string {
  return text
    .replace(/\b(authorization["']?[:=]|x-amz-security-token["']?:)[^\n]*/gi, '$1…')
    .replace(/\b(Credential|Signature|SignedHeaders|X-Amz-[A-Za-z-]{1,40})=[^\s,&…][^\s,&]*/gi, '$1=…')
    .replace(/\bA(KIA|SIA)[A-Z0-9]{8,}/g, 'A$1…')
}
