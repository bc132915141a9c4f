/**
 * Text that cannot do anything to a terminal or a page: line breaks and odd spaces become a space, and control
 * characters, escapes and invisible direction marks become their code, such as `\x1b`.
 *
 * Names of resources are free text in AWS and may hold all of them.
 */
export function plainText(text: string): string {
  return text
    .replace(/[\t\n\r\p{Zs}\p{Zl}\p{Zp}]+/gu, (spaces) => (/^ +$/.test(spaces) ? spaces : ' '))
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, codeOf)
}

function codeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}
