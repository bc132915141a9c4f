/** A text as a YAML scalar inside `{…}` or behind a key: plain where nothing can be mistaken, else in quotes. */
export function yamlScalar(text: string): string {
  const isPlain = /^[A-Za-z][\w./+-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
  return isPlain ? text : JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped)
}

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** A text behind `#`: names in AWS are free text, and a line break would end the comment. */
export function yamlComment(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is replaced
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]+/g, ' ').trim()
}
