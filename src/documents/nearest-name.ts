/**
 * The known name that a misspelt one most likely stands for, or undefined when none is near.
 *
 * Case, dashes and underscores are ignored, so `error_ratio` finds `errorRatio`; besides that at most two letters in
 * five may differ.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const wanted = plain(name)
  const ranked = known
    .map((candidate) => ({candidate, distance: editDistance(wanted, plain(candidate))}))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length * 0.4))
    ? best.candidate
    : undefined
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[-_\s]/g, '')
    .slice(0, 64)

/** Optimal string alignment: one for a letter added, left out, changed, or swapped with its neighbour. */
function editDistance(from: string, to: string): number {
  let [older, above] = [[] as number[], Array.from({length: to.length + 1}, (_, column) => column)]
  for (let row = 1; row <= from.length; row++) {
    const here = [row]
    for (let column = 1; column <= to.length; column++) {
      const change = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      const swap = isSwap ? (older[column - 2] ?? 0) + 1 : change
      here.push(Math.min((above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1, change, swap))
    }
    ;[older, above] = [above, here]
  }
  return above[to.length] ?? 0
}
