/** A text of at most `count` characters, with `…` where something is missing; no character is cut in two. */
export function cutText(text: string, count: number): string {
  if (text.length <= count) return text
  const cut = text.slice(0, Math.max(0, count - 1))
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
