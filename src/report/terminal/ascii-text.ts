/** What our own screens use, spelled so that columns and meaning survive. */
const spelled: Record<string, string> = {
  '×': 'x',
  '→': '->',
  '·': '/',
  '–': '-',
  '—': '-',
  '…': '...',
  '≤': '<=',
  '≥': '>=',
  '≈': '~',
  '±': '+/-',
  µ: 'u',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '›': '>',
}

/** Text in ASCII alone: signs are spelled, accents dropped, anything else is a question mark. */
export function asciiText(text: string): string {
  return text.replace(/[^\p{ASCII}]/gu, (character) => spelled[character] ?? baseLetter(character))
}

function baseLetter(character: string): string {
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '')
  if (base === '' && /\p{M}/u.test(character)) return ''
  return /^\p{ASCII}+$/u.test(base) ? base : '?'
}
