/** Works through items, `count` at a time, results in the items' order. After the first failure no further one begins. */
export async function atOnce<T, R>(
  items: readonly T[],
  {count, work}: {count: number; work: (item: T) => Promise<R>},
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  let isFailed = false
  const worker = async () => {
    for (const [i, item] of queue) {
      if (isFailed) return
      results[i] = await work(item)
    }
  }
  await Promise.all(
    Array.from({length: Math.min(count, items.length)}, () =>
      worker().catch((error: unknown) => {
        isFailed = true
        throw error
      }),
    ),
  )
  return results
}
