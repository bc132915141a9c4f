/**
 * Reads a table of ours: the first line names the columns, each other line is one row, blanks separate.
 *
 * A row with more or fewer cells than columns is a slip in our own source, so it throws at once.
 */
export function parseTable<C extends string>({
  text,
  columns,
}: {
  text: string
  columns: readonly C[]
}): Record<C, string>[] {
  const [head = '', ...lines] = text.trim().split('\n')
  if (head.split(/\s+/).join(' ') !== columns.join(' ')) throw new Error(`the table starts with ${head}`)
  return lines.map((line) => {
    const cells = line.trim().split(/\s+/)
    if (cells.length !== columns.length) throw new Error(`the table has ${cells.length} cells in: ${line}`)
    return Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])) as Record<C, string>
  })
}

/** A cell as a number; anything but a number throws. */
export function numberIn(cell: string): number {
  const value = Number(cell)
  if (cell === '' || !Number.isFinite(value)) throw new Error(`the table has ${cell} where a number belongs`)
  return value
}

/**
 * MB/s as MiB/s. EC2 states the disk throughput of a type as its bandwidth in Mbit/s divided by 8, which makes
 * decimal megabytes; RDS states the throughput of a volume in MiB/s. Compared as they stand, a type looks 5 % better.
 */
export function mibPerSOf(mbPerS: number): number {
  return (mbPerS * 1_000_000) / 1_048_576
}

export function architectureOf(cell: string): 'x86_64' | 'arm64' {
  if (cell !== 'x86_64' && cell !== 'arm64') throw new Error(`the table has ${cell} where an architecture belongs`)
  return cell
}
