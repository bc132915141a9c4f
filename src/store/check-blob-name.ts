/** A name is relative and has no way out of its place; one that is not is a bug of the caller. */
export function checkBlobName(name: string): void {
  const isPlain = name
    .split('/')
    .every(
      (segment) => segment !== '' && !segment.startsWith('.') && !segment.includes('\\') && !segment.includes('\0'),
    )
  if (!isPlain) throw new Error(`${JSON.stringify(name)} is not the name of a blob`)
}
